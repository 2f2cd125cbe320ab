package software.amazon.connect.user.support;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.connect.model.AssociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.AssociateUserProficienciesResponse;
import software.amazon.awssdk.services.connect.model.DisassociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.DisassociateUserProficienciesResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserProficienciesResponse;
import software.amazon.awssdk.services.connect.model.UserProficiency;
import software.amazon.connect.slice.model.ApiUserProficiency;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.model.Proficiency;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnect.Stored;
import software.amazon.connect.user.support.FakeConnectApi.References;

/** The operations of the fake that carry a user's proficiencies. */
public abstract class FakeProficiencyCalls implements ConnectApi {
    public final FakeConnect fake;

    FakeProficiencyCalls(FakeConnect fake) {
        this.fake = fake;
    }

    @Override
    public AssociateUserProficienciesResponse associateUserProficiencies(AssociateUserProficienciesRequest request) {
        return fake.call(request, () -> {
            SortedMap<Proficiency, Float> levels =
                    fake.read(request.instanceId(), request.userId()).levels();
            if (fake.behaves(Behaviour.REFUSES_EXISTING_PAIR)
                    && request.userProficiencies().stream().anyMatch(item -> levels.containsKey(key(item)))) {
                throw Fault.error("InvalidParameterException", 400, "The user has that proficiency already");
            }
            set(request.instanceId(), request.userId(), request.userProficiencies());
            return AssociateUserProficienciesResponse.builder().build();
        });
    }

    @Override
    public UpdateUserProficienciesResponse updateUserProficiencies(UpdateUserProficienciesRequest request) {
        return fake.call(request, () -> {
            SortedMap<Proficiency, Float> levels =
                    fake.read(request.instanceId(), request.userId()).levels();
            if (!request.userProficiencies().stream().allMatch(item -> levels.containsKey(key(item)))) {
                throw Fault.error("ResourceNotFoundException", 404, "The user has no such proficiency");
            }
            set(request.instanceId(), request.userId(), request.userProficiencies());
            return UpdateUserProficienciesResponse.builder().build();
        });
    }

    private void set(String instanceId, String userId, List<UserProficiency> items) {
        items.forEach(item -> References.checkAttributes(item.attributeName(), item.attributeValue()));
        changeLevels(instanceId, userId, levels -> items.forEach(item -> levels.put(key(item), item.level())));
    }

    @Override
    public DisassociateUserProficienciesResponse disassociateUserProficiencies(
            DisassociateUserProficienciesRequest request) {
        return fake.call(request, () -> {
            changeLevels(request.instanceId(), request.userId(), levels -> request.userProficiencies()
                    .forEach(item -> {
                        if (levels.remove(new Proficiency(item.attributeName(), item.attributeValue())) == null) {
                            throw Fault.error("ResourceNotFoundException", 404, "The user has no such proficiency");
                        }
                    }));
            return DisassociateUserProficienciesResponse.builder().build();
        });
    }

    private void changeLevels(String instanceId, String userId, Consumer<SortedMap<Proficiency, Float>> change) {
        fake.write(instanceId, userId, stored -> {
            SortedMap<Proficiency, Float> levels = new TreeMap<>(stored.levels());
            change.accept(levels);
            if (levels.size() > 10) {
                throw Fault.error("LimitExceededException", 429, "A user has at most 10 proficiencies");
            }
            return new Stored(stored.instanceId(), stored.user(), levels);
        });
    }

    private static Proficiency key(UserProficiency item) {
        return new Proficiency(item.attributeName(), item.attributeValue());
    }

    @Override
    public ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request) {
        return fake.call(request, () -> {
            List<ApiUserProficiency> all = fake.look("ListUserProficiencies", request.instanceId(), request.userId())
                    .proficiencies();
            var page = fake.page(
                    all,
                    request.nextToken(),
                    Optional.ofNullable(request.maxResults()).orElse(100));
            return ListUserProficienciesResponse.builder()
                    .userProficiencyList(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }
}
