package connectlocal.junit;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The extension behind {@link ConnectLocal}. Registered by hand, {@code @RegisterExtension static final
 * ConnectLocalExtension AWS = ConnectLocalExtension.seeded("centre.yaml");}, it does the same. Test classes with the
 * same seed and options share one process; tests of such classes must not run at the same time while {@code reset} is
 * on.
 */
public final class ConnectLocalExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace PLACE = Namespace.create(ConnectLocalExtension.class);

    private final Setting own;

    /** What {@link ConnectLocal} makes; the annotation then says the seed. */
    public ConnectLocalExtension() {
        this(null);
    }

    private ConnectLocalExtension(Setting own) {
        this.own = own;
    }

    /** How the local AWS is started; the key under which classes share it. */
    private record Setting(String seed, List<String> options, boolean reset) {}

    /** A local AWS and its process, which ends when the tests have ended. */
    @SuppressWarnings("deprecation") // JUnit before 5.13 closes only the first kind, later ones the second.
    private record Running(LocalProcess process, LocalAws aws)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        static Running of(Setting setting) {
            var process = LocalProcess.start(setting.seed(), setting.options());
            try {
                return new Running(process, new LocalAws(process.endpoint()));
            } catch (RuntimeException e) {
                process.close();
                throw e;
            }
        }

        @Override
        public void close() {
            aws.close();
            process.close();
        }
    }

    /** A local AWS with this seed, a resource of the tests, and these options of the emulator's command line. */
    public static ConnectLocalExtension seeded(String seed, String... options) {
        return new ConnectLocalExtension(new Setting(seed, List.of(options), true));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (setting(context).reset()) {
            aws(context).reset();
        }
    }

    /** Says what a failed test had asked of the local AWS, be it in its set-up, itself or in its clean-up. */
    @Override
    public void afterEach(ExtensionContext context) {
        // Not started anew: that it does not start may be why the test failed.
        LocalAws aws = context.getStore(PLACE).get(LocalAws.class, LocalAws.class);
        if (aws != null && context.getExecutionException().isPresent()) {
            var text = new StringBuilder(context.getDisplayName() + " failed; what the local AWS was asked:\n");
            aws.lastCalls().forEach(call -> text.append("  ").append(call).append('\n'));
            System.err.print(text);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalAws.class || Clients.isClient(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        LocalAws aws = aws(context);
        return type == LocalAws.class ? aws : aws.client(type);
    }

    private LocalAws aws(ExtensionContext context) {
        Setting setting = setting(context);
        var start = new Setting(setting.seed(), setting.options(), false);
        var started = context.getRoot().getStore(PLACE).getOrComputeIfAbsent(start, Running::of, Running.class);
        context.getStore(PLACE).put(LocalAws.class, started.aws());
        return started.aws();
    }

    private Setting setting(ExtensionContext context) {
        if (own != null) {
            return own;
        }
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            var found = AnnotationSupport.findAnnotation(type, ConnectLocal.class);
            if (found.isPresent()) {
                ConnectLocal annotation = found.get();
                return new Setting(annotation.seed(), List.of(annotation.options()), annotation.reset());
            }
        }
        throw new IllegalStateException("@ConnectLocal is missing on " + context.getRequiredTestClass());
    }
}
