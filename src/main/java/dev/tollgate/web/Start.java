package dev.tollgate.web;

import dev.tollgate.extension.Extensions;
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
    private final NextSteps nextSteps;
    private final Extensions extensions;

    Start(Safety safety, Dashboards dashboards, NextSteps nextSteps, Extensions extensions) {
        this.safety = safety;
        this.dashboards = dashboards;
        this.nextSteps = nextSteps;
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
    List<StepView> steps(SafetyView safe, PortalSession session, boolean administers) {
        List<StepView> steps = new ArrayList<>();
        if (administers) {
            steps.addAll(nextSteps.of(session.role()));
        }
        if (safe.state() == State.OFF) {
            steps.add(NextSteps.step("help", "/help/two-factor-authentication"));
        }
        return steps.subList(0, Math.min(HomeView.STEPS, steps.size()));
    }
}
