package software.amazon.connect.user;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may know whom: entry, then the handlers, then the API's side, then the change, then the model; never upwards. */
class RoomsTest {
    private static final String USER = "software.amazon.connect.user";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(USER);

    /** The handlers and what is theirs; the model's classes are generated into the same package and anybody's. */
    private static final DescribedPredicate<JavaClass> HANDLERS = DescribedPredicate.describe(
            "of the handlers",
            type -> type.getPackageName().equals(USER)
                    && (type.getSimpleName()
                            .matches(".*Handler|BaseHandlerStd|Invocation|Convergence|CallSender|Refusals|Evidence"
                                    + "|CallbackContext|Configuration|RegionToken")));

    @Test
    void model_knowsNoOtherRoom() {
        mayNotKnow("model", "change", "api", "entry");
    }

    @Test
    void change_knowsTheModelAlone() {
        mayNotKnow("change", "api", "entry");
    }

    @Test
    void api_doesNotKnowTheEntry() {
        mayNotKnow("api", "entry");
    }

    @Test
    void rooms_doNotKnowTheHandlers() {
        noClasses()
                .that()
                .resideInAnyPackage(USER + ".model..", USER + ".change..", USER + ".api..")
                .should()
                .dependOnClassesThat(HANDLERS)
                .check(CLASSES);
    }

    @Test
    void handlers_doNotKnowTheEntry() {
        noClasses()
                .that(HANDLERS)
                .should()
                .dependOnClassesThat(resideInAPackage(USER + ".entry.."))
                .check(CLASSES);
    }

    @Test
    void handlers_areAllThatWasWrittenByHandInTheirRoom() throws IOException {
        var written = new TreeSet<String>();
        Path room = Path.of("src", "main", "java", USER.replace('.', '/'));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(room, "*.java")) {
            files.forEach(file -> written.add(file.getFileName().toString().replace(".java", "")));
        }
        var known = CLASSES.that(HANDLERS).stream()
                .map(JavaClass::getSimpleName)
                .filter(written::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(known).isEqualTo(written).isNotEmpty();
    }

    @Test
    void handlers_doNotLeanOnEachOther() {
        for (String operation : new String[] {"Create", "Read", "Update", "Delete", "List"}) {
            noClasses()
                    .that()
                    .haveSimpleName(operation + "Handler")
                    .should()
                    .dependOnClassesThat(DescribedPredicate.describe(
                            "another handler",
                            type -> type.getPackageName().equals(USER)
                                    && type.getSimpleName().matches("(Create|Read|Update|Delete|List)Handler")
                                    && !type.getSimpleName().equals(operation + "Handler")))
                    .check(CLASSES);
        }
    }

    @Test
    void clients_areKnownToOneClass() {
        classes()
                .that(resideOutsideOfPackages("software.amazon.connect.slice..", "software.amazon.awssdk.."))
                .and()
                .doNotHaveSimpleName("SdkConnect")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(DescribedPredicate.describe(
                        "a client of Connect", type -> type.getSimpleName().equals("ConnectClient"))))
                .check(CLASSES);
    }

    private static void mayNotKnow(String room, String... others) {
        for (String other : others) {
            noClasses()
                    .that(resideInAPackage(USER + "." + room + ".."))
                    .should()
                    .dependOnClassesThat(resideInAPackage(USER + "." + other + ".."))
                    .check(CLASSES);
        }
    }
}
