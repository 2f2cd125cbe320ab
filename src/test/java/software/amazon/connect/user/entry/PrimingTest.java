package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.HandlerWrapper;
import software.amazon.connect.user.ResourceModel;

/**
 * What a start-up cannot show from outside: that every action really ran, and that its failure costs nothing but time.
 */
class PrimingTest {
    private final Priming.Reader reader = mock(Priming.Reader.class);
    private final Priming.Writer writer = mock(Priming.Writer.class);

    /** Turns requests into what handlers get as the framework does. */
    private static final class Framework extends HandlerWrapper {
        ResourceHandlerRequest<ResourceModel> read(JSONObject request) throws IOException {
            return transform(serializer.deserialize(request.toString(), getTypeReference()));
        }
    }

    @Test
    void run_answersEveryActionFromMemory() throws IOException {
        Framework framework = new Framework();
        List<String> actions = new ArrayList<>();
        Priming.run(
                request -> {
                    actions.add(request.getString("action"));
                    return framework.read(request);
                },
                writer);
        assertThat(actions).containsExactly("READ", "CREATE", "UPDATE", "LIST", "DELETE");
        ArgumentCaptor<Object> answers = ArgumentCaptor.forClass(Object.class);
        verify(writer, times(5)).accept(answers.capture());
        assertThat(answers.getAllValues()).noneMatch(answer -> ((ProgressEvent<?, ?>) answer).isFailed());
    }

    @Test
    void run_requestThatCannotBeRead_isSurvived() throws IOException {
        when(reader.apply(any())).thenThrow(new IOException("broken"));
        assertThatCode(() -> Priming.run(reader, writer)).doesNotThrowAnyException();
        verifyNoInteractions(writer);
    }
}
