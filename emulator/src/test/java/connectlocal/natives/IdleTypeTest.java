package connectlocal.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.NativeFailure;
import connectlocal.provider.NativeRequest;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.NotKept;
import connectlocal.state.Seal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What does nothing is still there after a restart, as it was. */
class IdleTypeTest {
    private final Contents written = new Contents();
    private final Seal seal = Seal.passing();
    private boolean full;
    private IdleType type = started();

    private IdleType started() {
        Journal journal = changes -> {
            if (full) {
                throw new NotKept("/full", new IOException("No space left on device"));
            }
            changes.forEach(written::apply);
        };
        var found = new Contents();
        found.restore(written);
        return new IdleType(Keep.in(journal, found, seal));
    }

    private static NativeRequest request(ObjectNode model) {
        return new NativeRequest(model, Models.object(), Map.of(), Map.of(), Optional.empty());
    }

    private String create(String analytics) {
        var made = type.create(request(Models.object().put("Analytics", analytics)), false);
        return made.model().get("Id").asText();
    }

    private String analytics(String id) {
        return type.read(request(Models.object().put("Id", id)))
                .get("Analytics")
                .asText();
    }

    @Test
    void restart_findsEachAsItWasLeft() {
        String one = create("one");
        String other = create("other");
        String gone = create("gone");
        type.update(request(Models.object().put("Id", one).put("Analytics", "two")));
        type.delete(request(Models.object().put("Id", gone)));
        type = started();
        assertThat(analytics(one)).isEqualTo("two");
        assertThat(analytics(other)).isEqualTo("other");
        assertThatThrownBy(() -> analytics(gone)).hasMessageContaining("There is no resource " + gone);
        type.reset();
        type = started();
        assertThat(type.list(request(Models.object())).models()).isEmpty();
    }

    @Test
    void change_thatCannotBeWritten_isNotMade_andSaysWhy() {
        String id = create("one");
        full = true;
        refused(() -> create("other"));
        refused(() -> type.update(request(Models.object().put("Id", id).put("Analytics", "two"))));
        refused(() -> type.delete(request(Models.object().put("Id", id))));
        full = false;
        assertThat(analytics(id)).isEqualTo("one");
        assertThat(type.list(request(Models.object())).models()).hasSize(1);
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NativeFailure.class).hasMessageContaining("No space left on device");
    }
}
