package dev.tollgate.factor.emailcode;

import dev.tollgate.notice.MailKind;

/// What one mailed code opens, and nothing else does: a login between password and code, the pop-up
/// of a session, a set-up in it, or the proof before one.
///
/// @param digest of the half-session's or the session's cookie
public record Binding(Use use, String digest) {

    public static Binding ofLogin(String halfSession) {
        return new Binding(Use.LOGIN, halfSession);
    }

    public static Binding ofStepUp(String session) {
        return new Binding(Use.STEP_UP, session);
    }

    public static Binding ofSetUp(String session) {
        return new Binding(Use.SET_UP, session);
    }

    public static Binding ofProof(String session) {
        return new Binding(Use.PROOF, session);
    }

    /// As it is stored and hashed.
    String text() {
        return use + ":" + digest;
    }

    /// What it is for. The names are stored: add, never rename.
    public enum Use {
        LOGIN(MailKind.LOGIN_CODE, "login"),
        STEP_UP(MailKind.STEP_UP_CODE, "confirmation"),
        SET_UP(MailKind.SET_UP_CODE, "set-up"),
        PROOF(MailKind.PROOF_CODE, "proof");

        private final MailKind mail;
        private final String word;

        Use(MailKind mail, String word) {
            this.mail = mail;
            this.word = word;
        }

        MailKind mail() {
            return mail;
        }

        /// For the record.
        String word() {
            return word;
        }
    }
}
