package dev.tollgate;

import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the house together: who may use whom, and what nobody may do.
class ArchitectureTests {

    /// Every package and the others it may use, exactly and not transitively; a package includes
    /// its subpackages that have no line of their own. `kernel` and `storage` are open to all but
    /// each other. A use points up the table only.
    private static final String TABLE =
            """
            kernel           :
            storage          :
            job              :
            sealing          : job
            audit            : sealing
            stream           : audit
            setting          : sealing audit
            notice           : sealing audit setting
            throttle         : sealing audit notice
            account          : sealing audit setting notice throttle
            factor           : throttle account audit
            factor.totp      : factor sealing audit notice throttle
            factor.recovery  : factor sealing audit notice throttle
            factor.emailcode : factor sealing audit notice throttle
            factor.device    : factor sealing audit notice throttle
            policy           : account factor setting audit notice job
            session          : account policy audit
            system           : sealing throttle account session policy setting audit notice
            enrolment        : FACTORS throttle account session policy setting audit notice
            login            : sealing account session policy throttle FACTORS audit notice
            extension        : account session policy setting throttle factor enrolment audit notice job sealing
            engine           : extension
            upkeep           : sealing audit account session FACTORS extension notice job
            web              : ABOVE
            cli              : ABOVE
            bootstrap        : ABOVE web cli
            """;

    private static final Set<String> FACTORS =
            Set.of("factor", "factor.totp", "factor.recovery", "factor.emailcode", "factor.device");
    private static final Set<String> DOORS = Set.of("web", "cli", "bootstrap");
    private static final String ROOT = "dev.tollgate.";

    private static final Map<String, Set<String>> MAY_USE = readTable();
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.tollgate");

    static Set<String> packages() {
        return MAY_USE.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageWhenItUsesAnotherThenTheTableAllowsIt(String owner) {
        Stream<Dependency> uses =
                CLASSES.stream()
                        .filter(type -> packageOf(type).equals(owner))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(use -> target(use).getName().startsWith(ROOT));

        assertThat(uses.filter(use -> !mayUse(owner, packageOf(target(use)))))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @Test
    void packageWhenInTheProgramThenInTheTable() {
        assertThat(CLASSES.stream().filter(type -> !MAY_USE.containsKey(packageOf(type))))
                .isEmpty();
    }

    @Test
    void tableWhenReadThenEveryUsePointsUp() {
        List<String> above = new ArrayList<>();
        MAY_USE.forEach(
                (owner, uses) -> {
                    assertThat(above).as("what %s may use", owner).containsAll(uses);
                    above.add(owner);
                });
    }

    @Test
    void packageWhenUsedThenInNoCycle() {
        slices().matching("dev.tollgate.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packageWhenItHasCodeThenNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .allSatisfy(
                        owner ->
                                assertThat(owner.isAnnotatedWith(NullMarked.class))
                                        .as(owner.getName())
                                        .isTrue());
    }

    @Test
    void timeAndChanceWhenOutsideKernelThenComeByConstructor() {
        Stream<JavaAccess<?>> accesses =
                CLASSES.stream()
                        .filter(type -> !packageOf(type).equals("kernel"))
                        .flatMap(type -> type.getAccessesFromSelf().stream());

        assertThat(accesses.filter(ArchitectureTests::asksTheSystemForTimeOrChance))
                .extracting(JavaAccess::getDescription)
                .isEmpty();
    }

    @Test
    void featureWhenAnyThenKnowsNothingOfTheWeb() {
        Stream<Dependency> uses =
                CLASSES.stream()
                        .filter(type -> !DOORS.contains(packageOf(type)))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream());

        assertThat(uses.filter(use -> isOfTheWeb(target(use))))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @Test
    void fieldWhenAnyThenNotInjected() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void classNameWhenAnyThenSaysWhatItDoes() {
        assertThat(CLASSES)
                .extracting(JavaClass::getSimpleName)
                .noneMatch(name -> name.matches(".*(Manager|Helper|Utils?)"));
    }

    /// PP-15: nothing but the console makes a `ConsoleAct`.
    ///
    /// Proofs of order: whoever holds one has been through the step that makes it.
    @ParameterizedTest
    @CsvSource({
        "Admission, throttle",
        "StepUp, login",
        "ConsoleAct, cli upkeep",
        "Mandate, session"
    })
    void proofWhenMadeThenByItsIssuerOnly(String proof, String issuers) {
        Stream<JavaAccess<?>> made =
                CLASSES.stream()
                        .filter(type -> type.getSimpleName().equals(proof))
                        .flatMap(type -> type.getAccessesToSelf().stream())
                        .filter(ArchitectureTests::makesItsOwner)
                        .filter(access -> !access.getOriginOwner().equals(access.getTargetOwner()));

        assertThat(made.filter(access -> !issuers.contains(packageOf(access.getOriginOwner()))))
                .extracting(JavaAccess::getDescription)
                .isEmpty();
    }

    /// PP-3: an administrator's login was a shell.
    @Test
    void programWhenRunThenStartsNoOtherAndLoadsNoCode() {
        assertThat(
                        uses(
                                "java.lang.ProcessBuilder",
                                "java.lang.Process",
                                "javax.script.ScriptEngine"))
                .isEmpty();
        assertThat(uses("java.net.URLClassLoader", "javax.naming.InitialContext")).isEmpty();
        assertThat(calls("java.lang.Runtime", "exec", "load", "loadLibrary")).isEmpty();
        assertThat(calls("java.lang.Class", "forName")).isEmpty();
    }

    /// PP-7: a backup file was read as objects, and what it held was run.
    @Test
    void objectWhenReadThenNotByNativeDeserialisation() {
        assertThat(uses("java.io.ObjectInputStream", "java.beans.XMLDecoder")).isEmpty();
    }

    private static Stream<String> uses(String... types) {
        return CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> List.of(types).contains(target(use).getName()))
                .map(Dependency::getDescription);
    }

    private static Stream<String> calls(String owner, String... methods) {
        return CLASSES.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().getName().equals(owner))
                .filter(access -> List.of(methods).contains(access.getTarget().getName()))
                .map(JavaAccess::getDescription);
    }

    /// Constructors, and static methods that hand one out.
    private static boolean makesItsOwner(JavaAccess<?> access) {
        return access.getTarget()
                .resolveMember()
                .filter(
                        member ->
                                member instanceof JavaConstructor
                                        || (member instanceof JavaMethod method
                                                && method.getModifiers()
                                                        .contains(JavaModifier.STATIC)
                                                && method.getReturnType()
                                                        .getAllInvolvedRawTypes()
                                                        .contains(method.getOwner())))
                .isPresent();
    }

    private static boolean asksTheSystemForTimeOrChance(JavaAccess<?> access) {
        String member = access.getTarget().getName();
        return switch (access.getTargetOwner().getName()) {
            case "java.time.Clock" -> member.startsWith("system") || member.startsWith("tick");
            case "java.lang.System" -> member.equals("currentTimeMillis");
            case "java.lang.Math", "java.lang.StrictMath" -> member.equals("random");
            case "java.util.UUID" -> member.equals("randomUUID");
            case "java.util.Date" -> access.getTarget().getFullName().endsWith(".<init>()");
            case "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.util.concurrent.ThreadLocalRandom",
                    "java.security.SecureRandom" ->
                    true;
            case String owner -> owner.startsWith("java.time.") && member.equals("now");
        };
    }

    private static boolean isOfTheWeb(JavaClass type) {
        return type.getPackageName().startsWith("jakarta.servlet")
                || type.getPackageName().startsWith("org.springframework.web")
                || type.getSimpleName().equals("SecurityContextHolder");
    }

    private static boolean mayUse(String owner, String other) {
        return owner.equals(other) || MAY_USE.get(owner).contains(other);
    }

    private static JavaClass target(Dependency use) {
        return use.getTargetClass().getBaseComponentType();
    }

    /// The line of the table that a class belongs to, or its whole package where there is none.
    private static String packageOf(JavaClass type) {
        String name = type.getPackageName().replace("dev.tollgate.", "");
        String found = name;
        while (!MAY_USE.containsKey(found) && found.contains(".")) {
            found = found.substring(0, found.lastIndexOf('.'));
        }
        return MAY_USE.containsKey(found) ? found : name;
    }

    private static Map<String, Set<String>> readTable() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] ownerAndUses = line.split(":", -1);
            table.put(ownerAndUses[0].strip(), uses(ownerAndUses[1], table.keySet()));
        }
        return table;
    }

    private static Set<String> uses(String written, Set<String> above) {
        Set<String> uses = new HashSet<>(above);
        uses.retainAll(Set.of("kernel", "storage"));
        for (String word : written.strip().split(" +", -1)) {
            switch (word) {
                case "" -> {}
                case "FACTORS" -> uses.addAll(FACTORS);
                case "ABOVE" -> above.stream().filter(not(DOORS::contains)).forEach(uses::add);
                default -> uses.add(word);
            }
        }
        return uses;
    }
}
