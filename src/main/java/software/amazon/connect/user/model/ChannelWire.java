package software.amazon.connect.user.model;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.UserPhoneConfig;

/**
 * How a setting by channel reaches the API, and comes back: items of the model on one side, of the API on the other.
 */
record ChannelWire<T, A>(
        Function<T, A> toApi,
        BiConsumer<CreateUserRequest.Builder, Collection<A>> create,
        BiConsumer<UpdateUserConfigRequest.Builder, Collection<A>> update,
        Function<User, List<A>> shown,
        Function<A, T> fromApi) {

    /** Makes an item of a channel, of what was said of it before; that is null where nothing was. */
    interface FromPhone<T> {
        T of(String channel, UserPhoneConfig phone, T before);
    }
}
