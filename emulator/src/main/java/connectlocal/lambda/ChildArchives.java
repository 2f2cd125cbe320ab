package connectlocal.lambda;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the archives are called from which processes of these providers start, and the jars that they are of. */
public final class ChildArchives {
    private final List<ChildClassPath> classPaths = new ArrayList<>();

    /** @throws IOException when the emulator's own files are missing */
    public ChildArchives(List<Provider> providers, RuntimeClient client) throws IOException {
        for (Provider provider : providers) {
            classPaths.add(ChildClassPath.of(client, provider.jar()));
        }
    }

    /** One for each provider. */
    public List<String> names() {
        return classPaths.stream().map(ChildClassPath::archiveName).toList();
    }

    /**
     * Lays jars whose classes cannot be archived where they lie to where they can.
     *
     * @throws IOException when that cannot be written
     */
    public void layJars() throws IOException {
        for (ChildClassPath classPath : classPaths) {
            classPath.layJars();
        }
    }
}
