package dev.tollgate.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// Where pictures of the portal go: into the source tree, for the help page and the README, when
/// `-Dtollgate.screenshots=true` asks for new ones; else under `target`.
enum Album {
    HELP("src/main/resources/static/assets/help"),
    README("docs/images");

    private static final int COLOURS = 256;
    private static final int LOOK = 0xFCFCFC;
    private static final int MARGIN = 16;

    private final Path directory;

    Album(String source) {
        boolean wanted = Boolean.getBoolean("tollgate.screenshots");
        directory = wanted ? Path.of(source) : Path.of("target/screenshots").resolve(name());
    }

    /// The page from its top.
    ///
    /// @param height down to here
    void take(Visitor visitor, String name, int height) {
        Page page = visitor.page();
        int width = page.viewportSize().width;
        int before = page.viewportSize().height;
        page.setViewportSize(width, height);
        keep(name, page.screenshot());
        page.setViewportSize(width, before);
    }

    /// A part of the page with a little room round it, as wide as the second of two things and from
    /// the first to the end of the second.
    void take(Visitor visitor, String name, Locator first, Locator last) {
        BoundingBox from = first.boundingBox();
        BoundingBox to = last.boundingBox();
        Page.ScreenshotOptions part =
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setClip(
                                to.x - MARGIN,
                                from.y - MARGIN,
                                to.width + 2 * MARGIN,
                                to.y + to.height - from.y + MARGIN / 2);
        keep(name, visitor.page().screenshot(part));
    }

    private void keep(String name, byte[] png) {
        try {
            Files.createDirectories(directory);
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
            ImageIO.write(reduced(picture), "png", directory.resolve(name + ".png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same in at most 256 colours, which takes half the bytes and is not seen.
    private static BufferedImage reduced(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        int[] palette = palette(pixels);
        IndexColorModel model =
                new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage reduced =
                new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        reduced.setRGB(0, 0, width, height, pixels, 0, width);
        return reduced;
    }

    /// The most used colours, of those that look the same only one.
    private static int[] palette(int[] pixels) {
        Map<Integer, Integer> uses = new HashMap<>();
        for (int pixel : pixels) {
            uses.merge(pixel, 1, Integer::sum);
        }
        List<Integer> colours = new ArrayList<>(uses.keySet());
        Collections.sort(colours);
        colours.sort(Comparator.comparing(uses::get).reversed());
        Map<Integer, Integer> different = new LinkedHashMap<>();
        colours.forEach(colour -> different.putIfAbsent(colour & LOOK, colour));
        return different.values().stream().limit(COLOURS).mapToInt(colour -> colour).toArray();
    }
}
