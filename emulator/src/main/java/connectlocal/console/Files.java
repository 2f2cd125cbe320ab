package connectlocal.console;

import connectlocal.http.Request;
import connectlocal.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The console's page with its styles and modules, which may do nothing but show what comes from here. */
final class Files {
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final List<String> NAMES = List.of(
            "console.css",
            "app.js",
            "calls.js",
            "data.js",
            "dom.js",
            "faults.js",
            "invocations.js",
            "list.js",
            "requests.js",
            "rows.js",
            "stacks.js",
            "switches.js",
            "timeline.js",
            "users.js");

    private Files() {}

    /** Answers by method and path. */
    static Map<String, Function<Request, Response>> byRoute() {
        var routes = new TreeMap<String, Function<Request, Response>>();
        Response page = file("index.html");
        routes.put("GET /", request -> page);
        routes.put("GET " + Console.PATH, request -> page);
        routes.put("GET " + Console.PATH + "/", request -> page);
        for (String name : NAMES) {
            Response file = file(name);
            routes.put("GET " + Console.PATH + "/" + name, request -> file);
        }
        return routes;
    }

    private static Response file(String name) {
        String type = name.endsWith(".html") ? "text/html" : name.endsWith(".css") ? "text/css" : "text/javascript";
        return new Response(200, headers(type + "; charset=utf-8"), content(name));
    }

    /** What every answer of the console says besides. */
    static Map<String, String> headers(String type) {
        return Map.of(
                "Content-Type", type,
                "Content-Security-Policy", POLICY,
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Cross-Origin-Resource-Policy", "same-origin",
                "Cache-Control", "no-store");
    }

    private static byte[] content(String name) {
        try (InputStream in = Files.class.getResourceAsStream("/connectlocal/console/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the emulator's jar lacks console/" + name + "; build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
