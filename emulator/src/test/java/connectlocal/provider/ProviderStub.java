package connectlocal.provider;

import connectlocal.lambda.Invoker;
import java.util.function.Supplier;

/** A provider of which a test says what becomes of some operations; all else is another's, or nobody's. */
public abstract class ProviderStub implements ResourceProvider {
    private final ResourceType type;
    private final String accountId;
    private final String region;
    private final Patience patience;
    private final Supplier<Invoker> invoker;

    /** Of a type without a handler. */
    protected ProviderStub(ResourceType type) {
        this(type, "123456789012", "us-east-1", Patience.standard(), () -> {
            throw new UnsupportedOperationException("there is no handler of " + type.name());
        });
    }

    /** Of another provider, whose handler it asks. */
    protected ProviderStub(ResourceProvider whole) {
        this(whole.type(), whole.accountId(), whole.region(), whole.patience(), whole::invoker);
    }

    private ProviderStub(
            ResourceType type, String accountId, String region, Patience patience, Supplier<Invoker> invoker) {
        this.type = type;
        this.accountId = accountId;
        this.region = region;
        this.patience = patience;
        this.invoker = invoker;
    }

    @Override
    public ResourceType type() {
        return type;
    }

    @Override
    public String accountId() {
        return accountId;
    }

    @Override
    public String region() {
        return region;
    }

    @Override
    public Patience patience() {
        return patience;
    }

    @Override
    public Invoker invoker() {
        return invoker.get();
    }
}
