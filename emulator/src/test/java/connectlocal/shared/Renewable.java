package connectlocal.shared;

import java.io.IOException;

/** What tests may share because it can be made as new: it has a public constructor without parameters. */
public interface Renewable extends AutoCloseable {
    /** Forgets what earlier tests have done. What they have left at work reaches nobody any more. */
    void renew() throws Exception;

    @Override
    void close() throws IOException;
}
