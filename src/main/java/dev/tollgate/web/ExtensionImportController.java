package dev.tollgate.web;

import dev.tollgate.account.Problem;
import dev.tollgate.extension.ImportCheck;
import dev.tollgate.extension.ImportDraft;
import dev.tollgate.extension.ImportField;
import dev.tollgate.extension.ImportLine;
import dev.tollgate.extension.Imports;
import dev.tollgate.extension.Imports.Start;
import dev.tollgate.extension.Imports.Upload;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// "Import" of extensions: a file, which column holds what, what would come of it, and then a job.
@Controller
final class ExtensionImportController {

    private final Imports imports;
    private final ExtensionImportPages importPages;
    private final ExtensionStepUps stepUps;
    private final Pages pages;
    private final MessageSource texts;

    ExtensionImportController(
            Imports imports,
            ExtensionImportPages importPages,
            ExtensionStepUps stepUps,
            Pages pages,
            MessageSource texts) {
        this.imports = imports;
        this.importPages = importPages;
        this.stepUps = stepUps;
        this.pages = pages;
        this.texts = texts;
    }

    @GetMapping("/extensions/import")
    ModelAndView show(HttpServletRequest request) {
        return pages.page(request, "extension-import", new ExtensionImportView(null));
    }

    @PostMapping("/extensions/import")
    ModelAndView upload(HttpServletRequest request, @AuthenticationPrincipal PortalSession session)
            throws IOException, ServletException {
        Part file = isForm(request) ? request.getPart("file") : null;
        if (file == null || file.getSize() == 0) {
            return again(request, TextView.of("import.file-missing"));
        }
        byte[] bytes = file.getInputStream().readAllBytes();
        String name = Objects.requireNonNullElse(file.getSubmittedFileName(), "");
        return switch (imports.upload(session, name, bytes, Visit.of(request).now())) {
            case Upload.Uploaded(String draft) ->
                    new ModelAndView("redirect:/extensions/import/" + draft);
            case Upload.Unreadable(String why, long line) ->
                    again(request, TextView.of("import.unreadable." + why, String.valueOf(line)));
        };
    }

    @GetMapping("/extensions/import/{id}")
    ModelAndView check(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        return job(session, id)
                .orElseGet(
                        () -> {
                            ImportDraft draft = find(request, session, id);
                            return importPages.page(request, session, draft, false, null);
                        });
    }

    @PostMapping("/extensions/import/{id}/columns")
    ModelAndView columns(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        return job(session, id).orElseGet(() -> match(request, find(request, session, id)));
    }

    private ModelAndView match(HttpServletRequest request, ImportDraft draft) {
        Form form = new Form(request);
        List<ImportField> columns = new ArrayList<>();
        for (int i = 0; i < draft.header().size(); i++) {
            columns.add(
                    ExtensionsController.chosen(ImportField.values(), form.text("column" + i))
                            .orElse(ImportField.IGNORED));
        }
        imports.match(draft, columns);
        return new ModelAndView("redirect:/extensions/import/" + draft.id());
    }

    @GetMapping("/extensions/import/{id}/bad-lines")
    void badLines(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id)
            throws IOException {
        ImportDraft draft = find(request, session, id);
        ImportCheck check = imports.check(draft, session);
        ExtensionExportController.beginFile(response, "bad-lines.csv");
        imports.writeBadLines(check, this::sentence, response.getWriter());
    }

    @PostMapping("/extensions/import/{id}/start")
    ModelAndView start(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        return job(session, id).orElseGet(() -> ask(request, response, session, id));
    }

    private ModelAndView ask(
            HttpServletRequest request,
            HttpServletResponse response,
            PortalSession session,
            String id) {
        ImportDraft draft = find(request, session, id);
        Question question =
                new Question(
                        request,
                        response,
                        session,
                        TextView.of("import.step-up", draft.fileName()),
                        List.of("stamp"),
                        ask -> importPages.page(request, session, draft, false, ask));
        return stepUps.pass(question, stepUp -> start(request, session, draft, stepUp));
    }

    private ModelAndView start(
            HttpServletRequest request, PortalSession session, ImportDraft draft, StepUp stepUp) {
        Visit visit = Visit.of(request);
        String stamp = new Form(request).text("stamp");
        return switch (imports.start(stepUp, draft, stamp, visit.source(), visit.now())) {
            case Start.Started(String job) -> redirect(job);
            case Start.Changed _ -> importPages.page(request, session, draft, true, null);
        };
    }

    /// To the job that takes the file over, or has done so.
    private Optional<ModelAndView> job(PortalSession session, String id) {
        return imports.job(id, session).map(ExtensionImportController::redirect);
    }

    private static ModelAndView redirect(String job) {
        return new ModelAndView("redirect:/jobs/" + job);
    }

    private ModelAndView again(HttpServletRequest request, TextView error) {
        return pages.page(
                request,
                "extension-import",
                new ExtensionImportView(error),
                HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ImportDraft find(HttpServletRequest request, PortalSession session, String id) {
        return imports.find(id, session, Visit.of(request).now())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String sentence(ImportLine line) {
        return line.why().map(this::sentence).orElse("");
    }

    private String sentence(Problem problem) {
        return texts.getMessage(problem.key(), new Object[] {problem.word()}, Locale.ENGLISH);
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
    }
}
