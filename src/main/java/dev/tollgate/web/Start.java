package dev.tollgate.web;

import dev.tollgate.extension.Extensions;
import dev.tollgate.policy.Policies;
import dev.tollgate.session.PortalSession;
import dev.tollgate.web.HomeView.SafetyView;
import dev.tollgate.web.HomeView.SafetyView.State;
import dev.tollgate.web.HomeView.StepView;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// What the start page shows to whom.
@Component
final class Start {

    private final Safety safety;
    private final Dashboards dashboards;
    private final Policies policies;
    private final Extensions extensions;

    Start(Safety safety, Dashboards dashboards, Policies policies, Extensions extensions) {
        this.safety = safety;
        this.dashboards = dashboards;
        this.policies = policies;
        this.extensions = extensions;
    }

    SafetyView safety(PortalSession session) {
        return safety.of(session.account());
    }

    DashboardView dashboard(Moments moments) {
        return dashboards.of(moments);
    }

    boolean hasExtension(PortalSession session) {
        return extensions.nameOf(session.account()).isPresent();
    }

    /// At most three; each is gone once it is done.
    List<StepView> steps(SafetyView safe, boolean administers) {
        List<StepView> steps = new ArrayList<>();
        if (administers && policies.current().mandatoryFor().isEmpty()) {
            steps.add(step("mandatory", OptionsController.PAGE));
        }
        if (safe.state() == State.OFF) {
            steps.add(step("help", "/help/two-factor-authentication"));
        }
        return steps;
    }

    private static StepView step(String name, String address) {
        return new StepView(
                TextView.of("step." + name), TextView.of("step." + name + "-why"), address);
    }
}
