package software.amazon.connect.user.model;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserPhoneConfig;

/** One list by channel; {@code spelledOut} gives an item its defaults, so that items can be compared. */
record ChannelList<T>(
        Function<ResourceModel, List<T>> getter,
        BiConsumer<ResourceModel, List<T>> setter,
        Function<T, String> channel,
        Function<T, T> spelledOut,
        BiFunction<String, UserPhoneConfig, T> fromPhone) {
    static final List<String> VOICE = List.of("VOICE");

    List<T> of(ResourceModel model) {
        return getter.apply(model);
    }

    List<String> channels(ResourceModel model) {
        return of(model).stream().map(channel).toList();
    }

    List<T> comparable(ResourceModel model) {
        return Stream.ofNullable(of(model))
                .flatMap(List::stream)
                .map(spelledOut)
                .sorted(comparing(channel))
                .toList();
    }

    List<T> like(List<String> channels, UserPhoneConfig phone) {
        return channels.stream()
                .map(name -> spelledOut.apply(fromPhone.apply(name, phone)))
                .sorted(comparing(channel))
                .toList();
    }

    List<T> unset(ResourceModel model) {
        return Stream.ofNullable(of(model))
                .flatMap(List::stream)
                .map(item -> spelledOut.apply(fromPhone.apply(channel.apply(item), new UserPhoneConfig())))
                .toList();
    }

    List<T> without(List<?> unset, ResourceModel model, List<String> unlessNamed) {
        return comparable(model).stream()
                .filter(item -> unlessNamed.contains(channel.apply(item)) || !unset.contains(item))
                .toList();
    }

    void copyOnly(List<String> channels, ResourceModel source, ResourceModel target) {
        setter.accept(
                target,
                Stream.ofNullable(of(source))
                        .flatMap(List::stream)
                        .filter(item -> channels.contains(channel.apply(item)))
                        .toList());
    }

    void copyLike(UserPhoneConfig phone, ResourceModel source, ResourceModel target) {
        setter.accept(
                target,
                of(source) == null
                        ? null
                        : Stream.concat(VOICE.stream(), channels(source).stream())
                                .distinct()
                                .map(name -> fromPhone.apply(name, phone))
                                .toList());
    }

    void copy(ResourceModel source, ResourceModel target) {
        setter.accept(target, of(source));
    }

    void clear(ResourceModel model) {
        setter.accept(model, List.of());
    }
}
