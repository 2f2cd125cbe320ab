package software.amazon.connect.user.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.AlreadyExists;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.support.Samples;

/** The oracle sees every way to lose something: a matrix without losses says nothing if its judge is blind. */
class OracleTest {
    private static final Blow NOT_FOUND = Blow.of("DescribeUser").stream()
            .filter(blow -> blow.detail().equals("ResourceNotFoundException"))
            .findFirst()
            .orElseThrow();

    private final World world = new World();

    private static Ending success(ResourceModel model) {
        return new Ending(null, null, model, model == null ? null : model.getUserArn(), List.of(), false, null);
    }

    private static Ending failure(HandlerErrorCode code, String named) {
        return new Ending(code, "no", null, named, List.of(), false, null);
    }

    private void remove(String arn) {
        world.service.remove(arn);
    }

    @Test
    void create_userLeftBehind_isLost() {
        Oracle oracle = new Oracle(world, Task.create(Samples.plain()));
        world.add(Samples.plain());
        assertThat(oracle.judge(failure(AlreadyExists, null)).isLost()).isTrue();
    }

    @Test
    void create_failureThatNamesTheUser_isCleanAfterTheRollback() {
        Oracle oracle = new Oracle(world, Task.create(Samples.plain()));
        String arn = world.add(Samples.plain()).getUserArn();
        Verdict verdict = oracle.judge(failure(AccessDenied, arn));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.FAILED_CLEAN);
        assertThat(verdict.reached()).isTrue();
        assertThat(world.service.users()).hasSize(1);
    }

    @Test
    void create_successWithAnotherState_isLost() {
        Oracle oracle = new Oracle(world, Task.create(Samples.full()));
        ResourceModel poor = World.named(Samples.plain(), Samples.full().getUsername());
        assertThat(oracle.judge(success(world.add(poor))).isLost()).isTrue();
    }

    @Test
    void create_twoUsers_isLost() {
        Oracle oracle = new Oracle(world, Task.create(Samples.plain()));
        world.add(World.named(Samples.plain(), "other"));
        assertThat(oracle.judge(success(world.add(Samples.plain()))).isLost()).isTrue();
    }

    @Test
    void create_strangersUserTaken_isLost() {
        ResourceModel stranger = world.add(Samples.plain());
        Oracle oracle = new Oracle(world, Task.refusedCreate(Samples.plain()));
        assertThat(oracle.judge(success(stranger)).isLost()).isTrue();
        assertThat(oracle.judge(failure(AlreadyExists, stranger.getUserArn())).isLost())
                .isTrue();
        assertThat(oracle.judge(failure(AlreadyExists, null)).kind()).isEqualTo(Verdict.Kind.CONVERGED);
    }

    @Test
    void anyOperation_bystanderGone_isLost() {
        Oracle oracle = new Oracle(world, Task.create(Samples.plain()));
        ResourceModel made = world.add(Samples.plain());
        remove(world.service.users().get(0).user().arn());
        assertThat(oracle.judge(success(made)).isLost()).isTrue();
    }

    @Test
    void update_successWithoutTheChange_isLost() {
        ResourceModel previous = world.add(Samples.full());
        for (String what : List.of("routing", "tag", "level", "list")) {
            ResourceModel desired = Rig.copy(previous);
            switch (what) {
                case "routing" -> desired.setRoutingProfileArn(Samples.routingProfile("rp-9"));
                case "tag" -> desired.setTags(null);
                case "level" -> desired.getUserProficiencies().get(0).setLevel(1.0);
                default -> desired.setAutoAcceptConfigs(null);
            }
            Oracle oracle = new Oracle(world, Task.update(previous, desired));
            assertThat(oracle.judge(success(previous)).isLost()).as(what).isTrue();
        }
        Oracle oracle = new Oracle(world, Task.update(previous, previous));
        assertThat(oracle.judge(success(previous)).kind()).isEqualTo(Verdict.Kind.CONVERGED);
    }

    @Test
    void update_notFoundOfAUserThatIsThere_isLost() {
        ResourceModel model = world.add(Samples.full());
        Oracle oracle = new Oracle(world, Task.update(model, model));
        assertThat(oracle.judge(failure(NotFound, model.getUserArn())).isLost()).isTrue();
    }

    @Test
    void delete_anythingButTheTruth_isLost() {
        ResourceModel model = world.add(Samples.full());
        Oracle oracle = new Oracle(world, Task.delete(model));
        assertThat(oracle.judge(success(null)).isLost()).isTrue();
        assertThat(oracle.judge(failure(NotFound, null)).isLost()).isTrue();
        assertThat(oracle.judge(failure(AccessDenied, null)).kind()).isEqualTo(Verdict.Kind.FAILED_CLEAN);
        remove(model.getUserArn());
        assertThat(oracle.judge(failure(AccessDenied, null)).isLost()).isTrue();
        assertThat(oracle.judge(success(null)).kind()).isEqualTo(Verdict.Kind.CONVERGED);
    }

    @Test
    void read_ofAnotherStateOrUser_isLost() {
        ResourceModel model = world.add(Samples.full());
        Oracle oracle = new Oracle(world, Task.read(model, model.getUserArn()));
        assertThat(oracle.judge(success(model)).kind()).isEqualTo(Verdict.Kind.CONVERGED);
        ResourceModel less = Rig.copy(model);
        less.setUserProficiencies(null);
        assertThat(oracle.judge(success(less)).isLost()).isTrue();
        ResourceModel another = Rig.copy(model);
        another.setUserArn(model.getUserArn().replace("agent/", "agent/0"));
        assertThat(oracle.judge(success(another)).isLost()).isTrue();
    }

    /** What is said once may come from a place that is behind. */
    @Test
    void readAndUpdate_notFoundOfAUserThatIsThere_areLostUnlessTheServiceSaysSoTwice() {
        ResourceModel model = world.add(Samples.full());
        for (Task task : List.of(Task.read(model, model.getUserArn()), Task.update(model, model))) {
            for (int times = 0; times <= 2; times++) {
                world.way.startAnew();
                for (int call = 0; call < times; call++) {
                    world.way.strike(call, NOT_FOUND);
                }
                Oracle oracle = new Oracle(world, task);
                CloudFormation.run(world, task);
                assertThat(world.way.struck()).hasSize(times);
                assertThat(oracle.judge(failure(NotFound, model.getUserArn())).isLost())
                        .as("%s, struck %d times", task.action(), times)
                        .isEqualTo(times < 2);
            }
        }
    }

    @Test
    void list_withoutAUserOrWithOneTwice_isLost() {
        ResourceModel user = World.named(new ResourceModel(), World.BYSTANDER);
        Oracle oracle = new Oracle(world, Task.list(new ResourceModel(), List.of(World.BYSTANDER)));
        for (List<ResourceModel> wrong : List.of(List.<ResourceModel>of(), List.of(user, user))) {
            assertThat(oracle.judge(new Ending(null, null, null, null, wrong, false, null))
                            .isLost())
                    .isTrue();
        }
    }

    @Test
    void brokenContract_isLost() {
        Oracle oracle = new Oracle(world, Task.create(Samples.plain()));
        assertThat(oracle.judge(new Ending(null, null, null, null, List.of(), false, "it never ended"))
                        .isLost())
                .isTrue();
    }
}
