package dev.tollgate.extension;

import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.extension.ExtensionRescue.NewPassword;
import dev.tollgate.job.JobItem;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Mandate;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Does a bulk act to one extension, through the same door as the act on one.
@Component
final class BulkActing {

    /// Outcome where the extension was deleted meanwhile.
    static final String GONE = "GONE";

    private static final String CHANGED = "CHANGED";

    private final ExtensionStore store;
    private final ExtensionEditing editing;
    private final ExtensionInvitations invitations;
    private final ExtensionRescue rescue;

    BulkActing(
            ExtensionStore store,
            ExtensionEditing editing,
            ExtensionInvitations invitations,
            ExtensionRescue rescue) {
        this.store = store;
        this.editing = editing;
        this.invitations = invitations;
        this.rescue = rescue;
    }

    /// Does it in the open transaction.
    Outcome act(Step step, JobItem item) {
        Optional<Extension> found = store.byAccount(AccountId.parse(item.subject()));
        if (found.isEmpty()) {
            return new Outcome(GONE, "");
        }
        Extension extension = found.get();
        String word =
                step.order().isDone(extension) ? BulkOrder.NOTHING_TO_DO : word(step, extension);
        return new Outcome(word, extension.number());
    }

    private String word(Step step, Extension extension) {
        Mandate by = step.by();
        Instant now = step.now();
        return switch (step.order().act()) {
            case ROLE -> {
                ExtensionChange none = ExtensionChange.none(extension);
                yield word(save(step, extension, none.with(step.given())));
            }
            case DISABLE -> {
                ExtensionChange none = ExtensionChange.none(extension);
                yield word(save(step, extension, none.withStatus(Status.DISABLED)));
            }
            case INVITATIONS -> word(invitations.send(by, extension, by.source(), now));
            case LETTERS ->
                    word(rescue.issuePassword(by, extension, step.newPassword(), by.source(), now));
            case TURN_OFF_TWO_FACTOR ->
                    word(
                            rescue.turnOffTwoFactor(
                                    by, extension, step.order().reason(), by.source(), now));
            case LOG_OUT -> word(rescue.logOut(by, extension, by.source(), now));
            case DELETE -> word(editing.delete(by, extension, by.source(), now));
        };
    }

    private Saving save(Step step, Extension extension, ExtensionChange wanted) {
        return editing.save(step.by(), extension, wanted, step.by().source(), step.now());
    }

    private static String word(Saving saving) {
        return switch (saving) {
            case Saving.Saved _ -> JobItem.DONE;
            case Saving.Refused(Administered.Why why) -> why.name();
            case Saving.ChangedMeanwhile _, Saving.Invalid _, Saving.NeedsStepUp _ -> CHANGED;
        };
    }

    private static String word(Administered<?> outcome) {
        return switch (outcome) {
            case Administered.Done<?>(Boolean sent) when !sent -> BulkOrder.NO_EMAIL;
            case Administered.Done<?> _ -> JobItem.DONE;
            case Administered.Refused<?>(Administered.Why why) -> why.name();
        };
    }

    /// What came of it.
    ///
    /// @param word [JobItem#DONE], or why it was not done
    /// @param number of the extension; empty where it is gone
    record Outcome(String word, String number) {}

    /// What is to be done.
    ///
    /// @param password for a letter, `null` for any other act
    record Step(Mandate by, BulkOrder order, @Nullable NewPassword password, Instant now) {

        NewPassword newPassword() {
            return Objects.requireNonNull(password);
        }

        Role given() {
            return Objects.requireNonNull(order.given());
        }
    }
}
