package dev.tollgate.web;

import dev.tollgate.account.Problem;
import dev.tollgate.extension.ImportCheck;
import dev.tollgate.extension.ImportDraft;
import dev.tollgate.extension.ImportField;
import dev.tollgate.extension.ImportLine;
import dev.tollgate.extension.ImportLine.Kind;
import dev.tollgate.extension.Imports;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.MailServers;
import dev.tollgate.web.ExtensionImportCheckView.Bad;
import dev.tollgate.web.ExtensionImportCheckView.Column;
import dev.tollgate.web.ExtensionImportCheckView.Counts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// The page that shows what would come of an import.
@Component
final class ExtensionImportPages {

    private static final int BAD_SHOWN = 50;

    private final Imports imports;
    private final MailServers mailServers;
    private final Pages pages;

    ExtensionImportPages(Imports imports, MailServers mailServers, Pages pages) {
        this.imports = imports;
        this.mailServers = mailServers;
        this.pages = pages;
    }

    ModelAndView page(
            HttpServletRequest request,
            PortalSession session,
            ImportDraft draft,
            boolean changed,
            @Nullable ExtensionAskView stepUp) {
        ImportCheck check =
                draft.hasNumbers() ? imports.check(draft, session) : new ImportCheck(List.of());
        ExtensionImportCheckView view =
                new ExtensionImportCheckView(
                        draft.id(),
                        file(draft),
                        columns(draft),
                        String.join(", ", draft.notRead()),
                        String.join(", ", draft.notTaken()),
                        Arrays.stream(ImportField.values()).map(ImportField::name).toList(),
                        draft.hasNumbers() ? counts(check) : null,
                        check.of(Kind.BAD).stream()
                                .limit(BAD_SHOWN)
                                .map(ExtensionImportPages::bad)
                                .toList(),
                        mailServers.isSet(),
                        check.stamp(),
                        changed,
                        stepUp);
        HttpStatus status = changed ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
        return pages.page(request, "extension-import-check", view, status);
    }

    private static ExtensionImportCheckView.File file(ImportDraft draft) {
        String separator =
                switch (draft.separator()) {
                    case ';' -> "semicolon";
                    case '\t' -> "tab";
                    default -> "comma";
                };
        return new ExtensionImportCheckView.File(
                draft.fileName(), draft.format().name(), draft.encoding(), separator, draft.rows());
    }

    private static List<Column> columns(ImportDraft draft) {
        List<List<String>> samples = draft.samples();
        return IntStream.range(0, draft.header().size())
                .mapToObj(
                        i ->
                                new Column(
                                        draft.header().get(i),
                                        draft.columns().get(i).name(),
                                        samples.stream().map(row -> row.get(i)).toList()))
                .toList();
    }

    private static Counts counts(ImportCheck check) {
        return new Counts(
                check.count(Kind.NEW),
                check.count(Kind.CHANGED),
                check.count(Kind.UNCHANGED),
                check.count(Kind.BAD));
    }

    private static Bad bad(ImportLine line) {
        Problem problem = line.why().orElseThrow();
        return new Bad(line.line(), line.number(), TextView.of(problem.key(), problem.word()));
    }
}
