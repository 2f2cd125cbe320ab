package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.ResourceModel;

/** What a start-up cannot show from outside: that the read really ran, and that its failure costs nothing but time. */
class PrimingTest {
    private final Priming.Reader reader = mock(Priming.Reader.class);
    private final Priming.Writer writer = mock(Priming.Writer.class);

    @Test
    void run_answersOneReadFromMemory() throws IOException {
        ResourceModel user = ResourceModel.builder()
                .userArn("arn:aws:connect:us-east-1:123456789012:instance/i/agent/u")
                .build();
        when(reader.apply(anyString()))
                .thenReturn(ResourceHandlerRequest.<ResourceModel>builder()
                        .desiredResourceState(user)
                        .build());
        Priming.run(reader, writer);
        ArgumentCaptor<Object> answer = ArgumentCaptor.forClass(Object.class);
        verify(writer).accept(answer.capture());
        assertThat(((ProgressEvent<?, ?>) answer.getValue()).isSuccess()).isTrue();
    }

    @Test
    void run_requestThatCannotBeRead_isSurvived() throws IOException {
        when(reader.apply(anyString())).thenThrow(new IOException("broken"));
        assertThatCode(() -> Priming.run(reader, writer)).doesNotThrowAnyException();
        verifyNoInteractions(writer);
    }
}
