package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import connectlocal.shared.Admin;
import connectlocal.shared.Renewable;
import connectlocal.shared.Scratch;
import connectlocal.shared.Sdk;
import connectlocal.tiny.BookProvider;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;

/**
 * An emulator with a resource type that has nothing to do with Connect, in its own process, and the real SDK's client
 * of it.
 */
public final class Books implements Renewable {
    static final String TYPE = BookProvider.TYPE;
    final BookProvider provider;
    final Emulator emulator;
    final CloudControlClient client;
    private final Scratch scratch = Scratch.make();

    /** Two handlers of a type are at work at once. */
    public Books() throws IOException {
        provider = new BookProvider(scratch.path());
        emulator = Emulator.start(Options.onFreePort().withProviders(List.of(provider.books(), provider.stones())));
        client = Sdk.client(emulator.endpoint(), CloudControlClient.builder());
    }

    @Override
    public void renew() throws Exception {
        Admin.reset(emulator);
        provider.renew();
    }

    @Override
    public void close() throws IOException {
        client.close();
        emulator.close();
        scratch.close();
    }

    /** Begins a book on the shelf s; more members of its model begin with a comma. */
    ProgressEvent begin(String title, String more) {
        return begin("s", title, more);
    }

    ProgressEvent begin(String shelf, String title, String more) {
        String state = "{\"Shelf\":\"%s\",\"Title\":\"%s\"%s}".formatted(shelf, title, more);
        return client.createResource(r -> r.typeName(TYPE).desiredState(state)).progressEvent();
    }

    ProgressEvent create(String title, String more) {
        return Clients.end(client, begin(title, more));
    }

    ProgressEvent create(String shelf, String title, String more) {
        return Clients.end(client, begin(shelf, title, more));
    }

    ProgressEvent update(String identifier, String patch) {
        return Clients.end(
                client,
                client.updateResource(
                                r -> r.typeName(TYPE).identifier(identifier).patchDocument(patch))
                        .progressEvent());
    }

    ProgressEvent delete(String identifier) {
        return Clients.end(
                client,
                client.deleteResource(r -> r.typeName(TYPE).identifier(identifier))
                        .progressEvent());
    }

    JsonNode get(String identifier) throws IOException {
        return Json.MAPPER.readTree(client.getResource(r -> r.typeName(TYPE).identifier(identifier))
                .resourceDescription()
                .properties());
    }
}
