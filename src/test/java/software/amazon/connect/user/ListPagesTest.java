package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.awssdk.services.connect.model.ListUsersResponse;
import software.amazon.cloudformation.proxy.LoggerProxy;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Samples;

/** Pages as Connect gives them out. */
class ListPagesTest {
    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;
    private final ResourceModel instance =
            ResourceModel.builder().instanceArn(FakeConnect.INSTANCE).build();

    @Test
    void list_asksForAsManyAsConnectGivesAtOnce() {
        rig.create(Samples.plain()).succeeded();
        fake.forgetCalls();
        rig.list(instance, null);
        rig.list(new ResourceModel(), null);
        assertThat(fake.requests(ListUsersRequest.class))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.maxResults()).isEqualTo(1000));
    }

    @Test
    void read_asksForAsManyProficienciesAsConnectGivesAtOnce() {
        String arn = rig.create(Samples.plain()).succeeded().model().getUserArn();
        fake.forgetCalls();
        rig.read(ResourceModel.builder().userArn(arn).build()).succeeded();
        assertThat(fake.requests(ListUserProficienciesRequest.class))
                .singleElement()
                .satisfies(request -> assertThat(request.maxResults()).isEqualTo(100));
    }

    @Test
    void list_emptyTokenOfConnect_isTheEnd() {
        rig.create(Samples.plain()).succeeded();
        var pace = fake.clock.pace(BaseHandlerStd.READ_BUDGET, BaseHandlerStd.READ_LIMIT);
        var logger = new LoggerProxy();
        var event = new ListHandler(this::withEmptyTokens, pace)
                .handleRequest(Rig.proxy(logger), Rig.request(instance, null), null, logger);
        assertThat(event.getResourceModels()).hasSize(1);
        assertThat(event.getNextToken()).isNull();
    }

    private ConnectApi withEmptyTokens() {
        ConnectApi real = fake.api();
        return (ConnectApi) Proxy.newProxyInstance(
                ConnectApi.class.getClassLoader(), new Class<?>[] {ConnectApi.class}, (self, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        return answer instanceof ListUsersResponse page
                                ? page.toBuilder().nextToken("").build()
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
