package connectlocal.tiny;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The handler of a resource type that has nothing to do with AWS or the plugin: books on shelves, kept as files. A
 * book's property Wish makes it misbehave: {@code ACTION what:times}, see {@link #misbehaves}.
 */
public final class BookHandler implements RequestStreamHandler {
    /** The file that says which of the directories beside it is the store. */
    static final String CURRENT = "current";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 3;
    private final Path root;
    private Path store; // of this request; a process has one at a time

    /** Finds the directory that its jar names. */
    public BookHandler() throws IOException {
        try (InputStream text = BookHandler.class.getResourceAsStream("/store")) {
            this.root = Path.of(new String(text.readAllBytes(), "UTF-8"));
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        store = root.resolve(Files.readString(root.resolve(CURRENT)));
        JsonNode request = JSON.readTree(input);
        String name = System.currentTimeMillis() + "-" + UUID.randomUUID();
        Path whole = Files.writeString(store.resolve(name), request.toString());
        Files.move(whole, store.resolve("log").resolve(name), StandardCopyOption.ATOMIC_MOVE); // never half of it
        output.write(answer(request).getBytes("UTF-8"));
    }

    private String answer(JsonNode request) throws IOException {
        JsonNode model = request.at("/requestData/resourceProperties");
        String action = request.get("action").asText();
        if (action.equals("LIST")) {
            return list(model, request.path("nextToken").asInt(0));
        }
        Path file = file(model);
        boolean exists = Files.exists(file);
        JsonNode wisher = model.has("Wish") || !exists ? model : JSON.readTree(file.toFile());
        String early = misbehaves(
                action,
                wisher.path("Wish").asText(""),
                request.get("bearerToken").asText());
        if (early != null) {
            return early;
        }
        boolean again = request.hasNonNull("callbackContext");
        return switch (action) {
            case "CREATE" ->
                exists && !again ? failed("AlreadyExists", "on the shelf already") : write(request, file, model);
            case "UPDATE" -> exists ? write(request, file, model) : failed("NotFound", "no such book");
            case "READ" -> exists ? done(JSON.readTree(file.toFile())) : failed("NotFound", "no such book");
            case "DELETE" ->
                Files.deleteIfExists(file) ? "{\"status\":\"SUCCESS\"}" : failed("NotFound", "no such book");
            default -> throw new IllegalStateException(action);
        };
    }

    private String write(JsonNode request, Path file, JsonNode model) throws IOException {
        ObjectNode book = model.deepCopy();
        book.put("Id", id(model));
        Files.writeString(file, book.toString());
        String wish = model.path("Wish").asText("");
        int wanted = wish.startsWith(request.get("action").asText() + " delay:") ? number(wish) : 0;
        int seen = request.at("/callbackContext/seen").asInt(0);
        boolean held = wish.equals(request.get("action").asText() + " hold") && !Files.exists(store.resolve("open"));
        if (seen < wanted || held) {
            ObjectNode event =
                    JSON.createObjectNode().put("status", "IN_PROGRESS").put("callbackDelaySeconds", 1);
            event.set("resourceModel", book);
            event.putObject("callbackContext").put("seen", seen + 1);
            return event.toString();
        }
        return done(book);
    }

    /** An early answer, a crash, or null: the wish is granted so many times for one operation. */
    private String misbehaves(String action, String wish, String token) throws IOException {
        if (!wish.startsWith(action + " ")) {
            return null;
        }
        String what = wish.substring(action.length() + 1).replaceAll(":.*", "");
        if (!what.matches("throttle|crash|garbage|anonymous|sleep|deny|pause")) {
            return null;
        }
        Path counter = store.resolve("counts").resolve(action + token);
        int before = Files.exists(counter) ? Integer.parseInt(Files.readString(counter)) : 0;
        Files.writeString(counter, String.valueOf(before + 1));
        if (what.equals("sleep")) {
            sleep(number(wish));
            return null;
        }
        if (before >= number(wish)) {
            return null;
        }
        return switch (what) {
            case "throttle" -> failed("Throttling", "too fast");
            case "deny" -> failed("AccessDenied", "not yours");
            case "anonymous" -> "{\"status\":\"IN_PROGRESS\",\"resourceModel\":{}}";
            case "garbage" -> "what?";
            case "pause" -> {
                sleep(60_000); // until somebody kills the process
                yield null;
            }
            default -> {
                Runtime.getRuntime().halt(9);
                yield null;
            }
        };
    }

    private String list(JsonNode selection, int from) throws IOException {
        ObjectNode event = JSON.createObjectNode().put("status", "SUCCESS");
        var models = event.putArray("resourceModels");
        try (var files = Files.list(store.resolve("books"))) {
            var books = files.filter(f -> !selection.has("Shelf")
                            || f.getFileName()
                                    .toString()
                                    .startsWith(selection.get("Shelf").asText() + "_"))
                    .sorted()
                    .toList();
            for (Path book : books.subList(Math.min(from, books.size()), Math.min(from + PAGE, books.size()))) {
                models.add(JSON.readTree(book.toFile()));
            }
            if (from + PAGE < books.size()) {
                event.put("nextToken", String.valueOf(from + PAGE));
            }
        }
        return event.toString();
    }

    /** Shows the secret too, which a handler should not: whoever drives it has to mind. */
    private static String done(JsonNode model) {
        ObjectNode event = JSON.createObjectNode().put("status", "SUCCESS");
        event.set("resourceModel", model);
        return event.toString();
    }

    private static String failed(String code, String message) {
        return JSON.createObjectNode()
                .put("status", "FAILED")
                .put("errorCode", code)
                .put("message", message)
                .toString();
    }

    private Path file(JsonNode model) {
        String name = model.has("Shelf")
                ? model.get("Shelf").asText() + "_" + model.path("Title").asText()
                : model.path("Id").asText().replace("id-", "");
        return store.resolve("books").resolve(name);
    }

    private static String id(JsonNode model) {
        return "id-" + model.get("Shelf").asText() + "_" + model.get("Title").asText();
    }

    private static int number(String wish) {
        return wish.contains(":") ? Integer.parseInt(wish.replaceAll(".*:", "")) : Integer.MAX_VALUE;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
