package connectlocal.tiny;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import connectlocal.lambda.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Packages {@link BookHandler} as a provider of its own: a second resource type, which knows nothing of Connect. */
public final class BookProvider {
    public static final String TYPE = "Test::Shelf::Book";

    /** The same books under a type that has only create, read and delete handlers. */
    public static final String FIXED_TYPE = "Test::Shelf::Stone";

    /** The same books under a type of which the old one goes before the new one comes. */
    public static final String NARROW_TYPE = "Test::Shelf::Slot";

    private static final String SCHEMA = """
      {"typeName":"%s","description":"A book on a shelf.","additionalProperties":false,
       "properties":{"Shelf":{"type":"string"},"Title":{"type":"string"},"Id":{"type":"string"},
         "Wish":{"type":"string"},
         "Pages":{"type":"number"},"Secret":{"type":"string","minLength":4},
         "Words":{"type":"array","items":{"type":"string"}},
         "Printed":{"type":"object","additionalProperties":false,
           "properties":{"In":{"type":"string"},"By":{"type":"string"}}}},
       "required":["Shelf","Title"],
       "primaryIdentifier":["/properties/Shelf","/properties/Title"],"additionalIdentifiers":[["/properties/Id"]],
       "readOnlyProperties":["/properties/Id"],"writeOnlyProperties":["/properties/Secret"],
       "createOnlyProperties":["/properties/Shelf","/properties/Title","/properties/Printed/In"],
       "handlers":{"create":{"permissions":[]},"read":{"permissions":[]},"delete":{"permissions":[]}%s}}\
      """;

    private final Path root;
    private int stores;

    /** A store in this directory. */
    public BookProvider(Path root) throws IOException {
        this.root = root;
        renew();
    }

    /** An empty store. A handler that is still at work goes on in the old one. */
    public void renew() throws IOException {
        String name = "store-" + ++stores;
        for (String part : List.of("books", "log", "counts")) {
            Files.createDirectories(root.resolve(name).resolve(part));
        }
        Path next = Files.writeString(root.resolve("next"), name);
        Files.move(next, root.resolve(BookHandler.CURRENT), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where the books are, a file each. */
    public Path shelves() {
        return store().resolve("books");
    }

    private Path store() {
        return root.resolve("store-" + stores);
    }

    /** The type with all five handlers. */
    public Provider books() throws IOException {
        return packaged(TYPE, ",\"update\":{\"permissions\":[]},\"list\":{\"permissions\":[]}");
    }

    /** The type without update and list. */
    public Provider stones() throws IOException {
        return packaged(FIXED_TYPE, "");
    }

    /** The type that is replaced in the other order, and of which only the title is a name. */
    public Provider slots() throws IOException {
        return packaged(
                NARROW_TYPE,
                ",\"update\":{\"permissions\":[]}},\"replacementStrategy\":\"delete_then_create\","
                        + "\"tagging\":{\"taggable\":false");
    }

    /** Lets everything go on that holds. */
    public void open() throws IOException {
        Files.createFile(store().resolve("open"));
    }

    /** What the handler was asked, in order. */
    public List<JsonNode> asked() throws IOException {
        var requests = new ArrayList<JsonNode>();
        try (var files = Files.list(store().resolve("log"))) {
            for (Path file : files.sorted().toList()) {
                requests.add(new ObjectMapper().readTree(file.toFile()));
            }
        }
        return requests;
    }

    /** What was asked about one title with one action. */
    public List<JsonNode> asked(String action, String title) throws IOException {
        return asked().stream()
                .filter(r -> r.get("action").asText().equals(action))
                .filter(r ->
                        r.at("/requestData/resourceProperties/Title").asText().equals(title))
                .toList();
    }

    private Provider packaged(String type, String handlers) throws IOException {
        Path directory = Files.createDirectories(root.resolve(type.replace("::", "-")));
        Path schema = Files.writeString(directory.resolve("schema.json"), SCHEMA.formatted(type, handlers));
        Files.writeString(
                directory.resolve(".rpdk-config"),
                "{\"typeName\":\"%s\",\"entrypoint\":\"%s::handleRequest\"}"
                        .formatted(type, BookHandler.class.getName()));
        return Provider.load(jar(), schema);
    }

    private Path jar() throws IOException {
        Path jar = root.resolve("book.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(1);
            out.putNextEntry(new JarEntry("store"));
            out.write(root.toAbsolutePath().toString().getBytes("UTF-8"));
            String name = BookHandler.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(name));
            try (InputStream bytes = BookHandler.class.getResourceAsStream("/" + name)) {
                bytes.transferTo(out);
            }
            var written = new HashSet<String>();
            for (Class<?> library : List.of(Context.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)) {
                addLibrary(library, out, written);
            }
        }
        return jar;
    }

    private static void addLibrary(Class<?> library, JarOutputStream out, Set<String> written) throws IOException {
        try (var jar = new JarFile(Path.of(library.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            for (JarEntry entry :
                    jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                if (written.add(entry.getName())) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    jar.getInputStream(entry).transferTo(out);
                }
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
