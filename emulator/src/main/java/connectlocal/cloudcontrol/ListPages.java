package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts the pages of list handlers, which are as long as the service's own, into those that clients ask for. A handler's
 * page is kept for the walk that reads it, so that a walk over thousands asks the handler once a page, and misses
 * nobody when others are deleted meanwhile.
 */
final class ListPages {
    private static final int WALKS_KEPT = 64;
    private static final long BYTES_KEPT = 32L * 1024 * 1024;
    private static final int HANDLER_PAGES_AT_MOST = 20;

    private final Map<String, HandlerPage> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** What a client gets at once. */
    record Page(List<ObjectNode> models, Optional<String> nextToken) {}

    private record HandlerPage(Optional<String> token, List<ObjectNode> models, Optional<String> next, long weight) {
        static HandlerPage of(Optional<String> token, Outcome found) {
            long weight = found.models().stream().mapToLong(Json::weight).sum();
            return new HandlerPage(token, found.models(), found.nextToken(), weight);
        }
    }

    /** A page of at most this many models; shorter only at the end, or when the handler has very many empty pages. */
    Page page(ResourceProvider provider, ObjectNode selection, int limit, Optional<String> nextToken) {
        String what =
                ClientTokens.fingerprint(provider.type().name(), selection).substring(0, 16);
        Position at = nextToken.map(token -> Position.parse(token, what)).orElseGet(() -> Position.first(what));
        var found = new ArrayList<ObjectNode>();
        for (int n = 0; n < HANDLER_PAGES_AT_MOST && found.size() < limit; n++) {
            HandlerPage page = handlerPage(provider, selection, at);
            int from = Math.min(at.offset(), page.models().size());
            int to = Math.min(from + limit - found.size(), page.models().size());
            found.addAll(page.models().subList(from, to));
            if (to < page.models().size()) {
                at = at.at(to);
            } else if (page.next().isPresent()) {
                at = at.inPage(page.next());
            } else {
                forget(at.walk());
                return new Page(found, Optional.empty());
            }
        }
        return new Page(found, Optional.of(at.toString()));
    }

    /** Forgets what is kept; walks under way ask the handler again. */
    synchronized void clear() {
        kept.clear();
        bytes = 0;
    }

    /** About how many bytes of memory it takes. */
    synchronized long weight() {
        return bytes;
    }

    private HandlerPage handlerPage(ResourceProvider provider, ObjectNode selection, Position at) {
        HandlerPage known = find(at.walk());
        if (known != null && known.token().equals(at.handlerToken())) {
            return known;
        }
        Outcome outcome = Asked.toList(provider, selection, at.handlerToken()).succeeded();
        outcome.nextToken().ifPresent(token -> at.requireUsable(token, provider));
        var page = HandlerPage.of(at.handlerToken(), outcome);
        keep(at.walk(), page);
        return page;
    }

    private synchronized HandlerPage find(String walk) {
        return kept.get(walk);
    }

    private synchronized void keep(String walk, HandlerPage page) {
        forget(walk);
        kept.put(walk, page);
        bytes += page.weight();
        while (kept.size() > WALKS_KEPT || bytes > BYTES_KEPT) {
            forget(kept.keySet().iterator().next());
        }
    }

    private synchronized void forget(String walk) {
        HandlerPage page = kept.remove(walk);
        bytes -= page == null ? 0 : page.weight();
    }

    /**
     * Where a walk stands: so many models into the page that the handler's own token opens. It is enough to go on even
     * when that page is no longer kept.
     */
    private record Position(String what, String walk, int offset, Optional<String> handlerToken) {
        private static final Pattern TEXT =
                Pattern.compile("([0-9a-f]{16})-([0-9a-f]{8})-([0-9]{1,9})-(.*)", Pattern.DOTALL);

        /** Of the longest text before a handler's token. */
        private static final int PREFIX_LENGTH = 16 + 1 + 8 + 1 + 9 + 1;

        static Position first(String what) {
            return new Position(what, UUID.randomUUID().toString().substring(0, 8), 0, Optional.empty());
        }

        static Position parse(String token, String what) {
            Matcher text = TEXT.matcher(token);
            if (!text.matches() || !text.group(1).equals(what)) {
                throw Errors.invalidRequest(
                        "NextToken is not one that ListResources gave for this TypeName and ResourceModel");
            }
            Optional<String> handlerToken = Optional.of(text.group(4)).filter(t -> !t.isEmpty());
            return new Position(what, text.group(2), Integer.parseInt(text.group(3)), handlerToken);
        }

        Position at(int other) {
            return new Position(what, walk, other, handlerToken);
        }

        Position inPage(Optional<String> token) {
            return new Position(what, walk, 0, token);
        }

        /** What is given out as NextToken must be taken back as NextToken. */
        void requireUsable(String token, ResourceProvider provider) {
            int most = Input.HANDLER_TOKEN_LIMIT - PREFIX_LENGTH;
            if (token.length() > most || !Input.LINE.matcher(token).matches()) {
                throw new AwsError(
                        "HandlerInternalFailureException",
                        500,
                        ("Invalid answer of the LIST handler of %s:"
                                        + " a nextToken must be one line of at most %d characters, not %d")
                                .formatted(provider.type().name(), most, token.length()));
            }
        }

        @Override
        public String toString() {
            return what + "-" + walk + "-" + offset + "-" + handlerToken.orElse("");
        }
    }
}
