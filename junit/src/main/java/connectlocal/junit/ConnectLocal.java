package connectlocal.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a local AWS. It starts before the first test on a free port, is put back to its seed before each
 * test, and stops after the last. Constructors and methods may have parameters of type {@link LocalAws} and of any
 * client of the AWS SDK for Java 2, e.g. {@code ConnectClient}: such a client goes to the local AWS.
 *
 * <p>When a test fails, in its set-up or clean-up too, the requests that it made are printed. It may stand on an
 * annotation of one's own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ConnectLocalExtension.class)
public @interface ConnectLocal {
    /** The seed, a YAML file among the test's resources, e.g. {@code "centre.yaml"}; the built-in seed when empty. */
    String seed() default "";

    /** Options of the emulator's command line, e.g. {@code {"--behaviour", "stale-reads=1"}}. */
    String[] options() default {};

    /** Whether each test begins with the seed and without what earlier tests did. */
    boolean reset() default true;
}
