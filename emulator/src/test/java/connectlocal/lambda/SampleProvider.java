package connectlocal.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Packages {@link SampleHandler} as the standard toolchain packages a provider: jar, schema, settings. */
public final class SampleProvider {
    private SampleProvider() {}

    /** A provider of this type in this directory. */
    public static Provider in(Path directory, String typeName) throws IOException {
        return in(directory, typeName, SampleHandler.class.getName());
    }

    /** A provider whose settings name this class as its handler. */
    public static Provider in(Path directory, String typeName, String handlerClass) throws IOException {
        Files.createDirectories(directory);
        Path schema = Files.writeString(directory.resolve("schema.json"), """
                {"typeName": "%s", "properties": {"Id": {}}, "primaryIdentifier": ["/properties/Id"]}
                """.formatted(typeName));
        Files.writeString(directory.resolve(".rpdk-config"), """
                {"typeName": "%s", "entrypoint": "%2$s::handleRequest", "testEntrypoint": "%2$s::testEntrypoint"}
                """.formatted(typeName, handlerClass));
        Path jar = directory.resolve("sample-1.0.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            String name = SampleHandler.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(name));
            try (InputStream bytes = SampleHandler.class.getResourceAsStream("/" + name)) {
                bytes.transferTo(out);
            }
        }
        return Provider.load(jar, schema);
    }
}
