package dev.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class SourceLengthTests {

    private static final Path MAIN = Path.of("src/main/java");
    private static final int FILE_LIMIT = 400;
    private static final int METHOD_LIMIT = 40;

    @Test
    void fileWhenInTheProgramThenAtMost400Lines() throws IOException {
        assertThat(sources())
                .isNotEmpty()
                .allSatisfy(
                        file ->
                                assertThat(lines(file))
                                        .as("%s", file)
                                        .isLessThanOrEqualTo(FILE_LIMIT));
    }

    @Test
    void methodWhenInTheProgramThenAtMost40Lines() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    null,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources()));
            TooLong tooLong = new TooLong(Trees.instance(task).getSourcePositions());
            task.parse().forEach(unit -> tooLong.scan(unit, unit));

            assertThat(tooLong.methods).isEmpty();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Collects the methods that are longer than the limit from their first annotation to the last
    /// brace; comments above do not count.
    private static final class TooLong extends TreeScanner<Void, CompilationUnitTree> {

        private final SourcePositions positions;
        private final List<String> methods = new ArrayList<>();

        TooLong(SourcePositions positions) {
            this.positions = positions;
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, method));
            long last = map.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > METHOD_LIMIT) {
                methods.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName());
            }
            return super.visitMethod(method, unit);
        }
    }
}
