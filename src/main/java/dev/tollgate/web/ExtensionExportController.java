package dev.tollgate.web;

import dev.tollgate.extension.ExtensionExport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// "Export" of the list of extensions: the same filter, as a file.
@Controller
final class ExtensionExportController {

    private final ExtensionExport export;
    private final ExtensionPages pages;

    ExtensionExportController(ExtensionExport export, ExtensionPages pages) {
        this.export = export;
        this.pages = pages;
    }

    @GetMapping("/extensions/export")
    void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Visit visit = Visit.of(request);
        String day = LocalDate.ofInstant(visit.now(), ZoneOffset.UTC).toString();
        beginFile(response, "extensions-" + day + ".csv");
        Writer out = response.getWriter();
        export.write(pages.query(request), out);
    }

    /// The head of an answer that is a CSV file.
    static void beginFile(HttpServletResponse response, String name) {
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
    }
}
