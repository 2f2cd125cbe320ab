package connectlocal.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.http.Request;
import connectlocal.http.RequestLog;
import connectlocal.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page for people at {@code /}, and the routes from which it takes what it shows, a page of rows at a time. */
public final class Console {
    static final String PATH = "/_emulator/console";

    private final Supplier<List<Place>> places;
    private final RequestLog log;
    private final Invocations invocations;
    private final Map<String, Supplier<Long>> besides;
    private final ChangeFeed feed;

    /**
     * @param places the regions in use, the home region first
     * @param besides numbers that grow with every change of what is shown from other routes, by what it is called
     */
    public Console(
            Supplier<List<Place>> places,
            RequestLog log,
            Invocations invocations,
            Map<String, Supplier<Long>> besides) {
        this.places = places;
        this.log = log;
        this.invocations = invocations;
        this.besides = besides;
        this.feed = new ChangeFeed(this::changes);
    }

    /** Answers by method and path. */
    public Map<String, Function<Request, Response>> byRoute() {
        var routes = new TreeMap<>(Files.byRoute());
        add(routes, "regions", q -> places.get().stream().map(Place::name).toList());
        add(routes, "instances", q -> place(q).connect().instances());
        add(routes, "users", q -> place(q).connect()
                .users(q.required("instance"), q.search(), q.text("after").orElse(""), q.limit()));
        add(routes, "user", q -> place(q).connect().user(q.required("instance"), q.required("id")));
        add(routes, "calls", this::calls);
        add(routes, "cloudcontrol", q -> place(q).cloudControl().shown(q.search(), q.before(), q.limit()));
        StackPages stacks = new StackPages();
        add(routes, "stacks", q -> stacks.list(place(q).stacks(), q));
        add(routes, "stack", q -> stacks.one(place(q).stacks(), q));
        add(routes, "stack-events", q -> stacks.events(place(q).stacks(), q));
        add(routes, "stack-resources", q -> stacks.resources(place(q).stacks(), q));
        add(routes, "invocations", this::invocations);
        routes.put("GET " + PATH + "/changes", request -> feed.open());
        return routes;
    }

    private static void add(
            Map<String, Function<Request, Response>> routes, String name, Function<Question, Object> answer) {
        routes.put(
                "GET " + PATH + "/" + name,
                request -> new Response(
                        200, Files.headers("application/json"), Json.bytes(answer.apply(new Question(request)))));
    }

    private Place place(Question question) {
        List<Place> all = places.get();
        String name = question.text("region").orElse(all.get(0).name());
        return all.stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Question.refused("no such region is in use; those in use: "
                        + all.stream().map(Place::name).collect(Collectors.joining(", "))));
    }

    private Object calls(Question question) {
        String wanted = question.search().toLowerCase(Locale.ROOT);
        Predicate<RequestLog.Entry> search = entry -> wanted.isEmpty()
                || Stream.of(
                                entry.service(),
                                entry.operation(),
                                String.valueOf(entry.status()),
                                entry.errorType(),
                                entry.fault(),
                                entry.parameters().toString())
                        .anyMatch(text ->
                                text != null && text.toLowerCase(Locale.ROOT).contains(wanted));
        Predicate<RequestLog.Entry> ofUser = question.text("userId")
                .<Predicate<RequestLog.Entry>>map(id -> entry -> entry.concerns(id))
                .orElse(entry -> true);
        RequestLog.Page page = log.page(ofUser.and(search), question.before(), question.limit());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("calls", page.entries());
        page.next().ifPresent(next -> shown.put("next", next.toString()));
        return shown;
    }

    /** Those of which this is what is asked for, when anything is. */
    private static Predicate<Invoked> of(Question question, String name, Function<Invoked, String> member) {
        Optional<String> wanted = question.text(name);
        return one -> wanted.isEmpty() || wanted.get().equals(member.apply(one));
    }

    /** Invocations, each with the calls that it made. */
    private Object invocations(Question question) {
        String wanted = question.search().toLowerCase(Locale.ROOT);
        Predicate<Invoked> search = one -> wanted.isEmpty() || one.mentions(wanted);
        Invocations.Page page = invocations.page(
                search.and(of(question, "token", Invoked::token)).and(of(question, "stack", Invoked::stack)),
                question.before(),
                question.limit());
        Set<String> ids = page.invocations().stream()
                .map(Invoked::id)
                .filter(id -> id != null)
                .collect(Collectors.toSet());
        Map<String, List<RequestLog.Entry>> calls = log.madeBy(ids);
        ObjectNode shown = Json.MAPPER.createObjectNode();
        var rows = shown.putArray("invocations");
        for (Invoked one : page.invocations()) {
            ObjectNode row = Json.MAPPER.valueToTree(one);
            row.set(
                    "calls",
                    Json.MAPPER.valueToTree(one.id() == null ? List.of() : calls.getOrDefault(one.id(), List.of())));
            rows.add(row);
        }
        page.next().ifPresent(next -> shown.put("next", next.toString()));
        return shown;
    }

    private Map<String, Long> changes() {
        List<Place> all = places.get();
        Map<String, Long> changes = new TreeMap<>();
        besides.forEach((name, number) -> changes.put(name, number.get()));
        changes.put("calls", log.changes());
        changes.put("invocations", invocations.changes());
        changes.put(
                "requests",
                all.stream().mapToLong(p -> p.cloudControl().changes()).sum());
        changes.put(
                "stacks",
                all.stream().mapToLong(p -> p.stacks().events().changes()).sum());
        return changes;
    }
}
