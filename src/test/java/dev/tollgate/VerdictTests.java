package dev.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tollgate.throttle.Admission;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the parts say that check something: one way leads to each, and nobody can miss the answer.
class VerdictTests {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.tollgate");

    /// The types in which a check says what came of it.
    private static final Set<String> VERDICTS =
            Set.of(
                    "CodeVerdict",
                    "TotpMatch",
                    "Decision",
                    "PasswordOutcome",
                    "CodeOutcome",
                    "ConfirmOutcome",
                    "ProofOutcome",
                    "LinkOutcome",
                    "Confirmation",
                    "PasswordChange");

    /// AP-20: another door called the verifier by itself, and nobody counted. Whatever looks at a
    /// code takes an [Admission], and is called from `login` alone.
    @Test
    void verifierWhenCalledThenByTheOneThatCounts() {
        List<JavaMethod> verifiers =
                CLASSES.stream()
                        .filter(type -> type.getPackageName().startsWith("dev.tollgate.factor"))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(VerdictTests::takesAnAdmission)
                        .toList();

        assertThat(verifiers)
                .extracting(method -> method.getOwner().getSimpleName())
                .contains("TotpVerifier", "RecoveryCodes", "TemporaryCodes", "EmailCodes");
        assertThat(verifiers.stream().flatMap(method -> method.getAccessesToSelf().stream()))
                .isNotEmpty()
                .extracting(VerdictTests::caller)
                .containsOnly("dev.tollgate.login");
    }

    /// AP-19: the answer of the verifier was not looked at. No call of anything that gives a
    /// verdict is thrown away, in the byte code of the whole program.
    @Test
    void verdictWhenGivenThenLookedAt() throws Exception {
        List<String> calls = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (Path file : classFiles()) {
            ClassModel model = ClassFile.of().parse(file);
            for (MethodModel method : model.methods()) {
                String where = model.thisClass().asInternalName() + "#" + method.methodName();
                method.code().ifPresent(code -> look(where, code.elementList(), calls, dropped));
            }
        }

        assertThat(calls).hasSizeGreaterThan(20);
        assertThat(dropped).isEmpty();
    }

    private static void look(
            String where, List<CodeElement> code, List<String> calls, List<String> dropped) {
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i) instanceof InvokeInstruction call && givesVerdict(call)) {
                calls.add(where);
                boolean popped =
                        code.stream()
                                .skip(i + 1L)
                                .filter(Instruction.class::isInstance)
                                .findFirst()
                                .filter(
                                        next ->
                                                next instanceof StackInstruction stack
                                                        && stack.opcode() == Opcode.POP)
                                .isPresent();
                if (popped) {
                    dropped.add(where + " drops " + call.name());
                }
            }
        }
    }

    private static boolean givesVerdict(InvokeInstruction call) {
        String type = call.typeSymbol().returnType().displayName();
        return VERDICTS.contains(type.replaceAll("[.$].*", ""));
    }

    private static boolean takesAnAdmission(JavaMethod method) {
        return method.getRawParameterTypes().stream()
                .anyMatch(type -> type.isEquivalentTo(Admission.class));
    }

    private static String caller(JavaAccess<?> access) {
        return access.getOriginOwner().getPackageName();
    }

    private static List<Path> classFiles() throws IOException, URISyntaxException {
        Path root =
                Path.of(
                        Admission.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
