package dev.tollgate.web;

/// A pop-up over the page `account-security`. It is rendered open, so it works without JavaScript.
sealed interface DialogView permits StepUpView, RenameView, RemoveView {

    /// `step-up`, `rename` or `remove`.
    String kind();
}
