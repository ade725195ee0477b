package dev.tollgate.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/// Renders pages as the portal does, without a server. A missing text stands in the page as
/// `??key??`.
final class TestRenderer {

    private final MockServletContext servletContext = new MockServletContext();
    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    TestRenderer() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(messages());
    }

    static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    String render(TestPages.Page page) {
        return render(page, page.shell().theme());
    }

    String render(TestPages.Page page, String theme) {
        ShellView shell = page.shell();
        ShellView themed =
                new ShellView(
                        shell.pbxName(),
                        shell.helpContact(),
                        theme,
                        shell.account(),
                        shell.menu(),
                        shell.status(),
                        shell.jobs(),
                        shell.headerColour(),
                        shell.banner());
        Map<String, Object> model = new HashMap<>();
        model.put("shell", themed);
        model.put("view", page.view());
        MockHttpServletRequest request = new MockHttpServletRequest(servletContext);
        return engine.process(
                page.template(),
                new WebContext(
                        JakartaServletWebApplication.buildApplication(servletContext)
                                .buildExchange(request, new MockHttpServletResponse()),
                        Locale.ENGLISH,
                        model));
    }
}
