package software.amazon.connect.user.model;

import static software.amazon.connect.user.model.WholeObject.PHONE;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.model.RequestTranslator.ChannelWire;
import software.amazon.connect.user.model.WholeObject.Member;

/**
 * A setting that may differ by channel, a row of {@link ChannelSettings}. Most can also be made for all channels at
 * once, by members of PhoneConfig: each is desired and compared in one of its two forms, and shown in both.
 *
 * @param says what an item says of its channel, defaults spelled out, what members of PhoneConfig can say first
 * @param fromPhone an item that says of a channel what a phone configuration says of all, and the rest as before
 * @param members the members of PhoneConfig that set the same
 * @param spread the channels to which a service may give what these members set
 */
public record ChannelSetting<T, A>(
        String property,
        Function<ResourceModel, List<T>> getter,
        BiConsumer<ResourceModel, List<T>> setter,
        Function<T, String> channel,
        Function<T, List<?>> says,
        ChannelWire.FromPhone<T> fromPhone,
        List<Member<UserPhoneConfig, ?>> members,
        List<String> spread,
        ChannelWire<T, A> wire) {
    private static final String VOICE = "VOICE";

    /** Whether the model makes this setting by channel, be it with an empty list. */
    public boolean isByChannel(ResourceModel model) {
        return model != null && getter.apply(model) != null;
    }

    /** Whether the model has at least one channel in this setting. */
    public boolean hasChannels(ResourceModel model) {
        return isByChannel(model) && !getter.apply(model).isEmpty();
    }

    /** The channels of this setting in the model, in its order. */
    public List<String> channels(ResourceModel model) {
        return list(model, channel);
    }

    private <R> List<R> list(ResourceModel model, Function<T, R> made) {
        List<T> items = isByChannel(model) ? getter.apply(model) : List.of();
        return items.stream().map(made).filter(Objects::nonNull).toList();
    }

    /** What the model says of each channel: order and spelled-out defaults make no difference. */
    public SortedMap<String, List<?>> said(ResourceModel model) {
        SortedMap<String, List<?>> said = new TreeMap<>();
        list(model, item -> item).forEach(item -> said.put(channel.apply(item), says.apply(item)));
        return said;
    }

    /** What a phone configuration says of each of these channels. */
    public SortedMap<String, List<?>> said(Collection<String> channels, UserPhoneConfig phone) {
        SortedMap<String, List<?>> said = new TreeMap<>();
        channels.forEach(name -> said.put(name, says.apply(fromPhone.of(name, phone, null))));
        return said;
    }

    /** What a phone configuration says of all channels; what was never set is false or 0. */
    public List<?> saidOfAll(UserPhoneConfig phone) {
        return says.apply(fromPhone.of(VOICE, phone, null));
    }

    /** The members of PhoneConfig by which the model makes this setting for all channels. */
    public List<Member<UserPhoneConfig, ?>> membersIn(ResourceModel model) {
        return members.stream().filter(it -> it.get(PHONE.of(model)) != null).toList();
    }

    /** Whether one of the members is not as it was. */
    public boolean membersChange(ResourceModel old, ResourceModel desired) {
        return members.stream().anyMatch(it -> !Objects.equals(it.get(PHONE.of(old)), it.get(PHONE.of(desired))));
    }

    /** Where Connect does not show a channel as desired, or shows a further one that says something. */
    public List<Difference> differences(ResourceModel shown, ResourceModel desired) {
        return differences(withoutUnset(shown, said(desired)), said(desired));
    }

    public List<Difference> differences(Map<String, List<?>> before, Map<String, List<?>> after) {
        return Difference.between(before, after, name -> List.of(property, name));
    }

    /** Whether every channel is as a user has it that never set any: some services show those. */
    public boolean isUnset(ResourceModel shown) {
        return withoutUnset(shown, Map.of()).isEmpty();
    }

    private SortedMap<String, List<?>> withoutUnset(ResourceModel shown, Map<String, List<?>> unlessNamed) {
        SortedMap<String, List<?>> said = said(shown);
        var unset = said(said.keySet(), new UserPhoneConfig()).entrySet();
        said.entrySet().removeIf(it -> !unlessNamed.containsKey(it.getKey()) && unset.contains(it));
        return said;
    }

    /** Whether the list says for each of its channels what the phone configuration says for all of them. */
    public boolean follows(ResourceModel model, UserPhoneConfig phone) {
        return said(model).equals(said(channels(model), phone));
    }

    /** Gives the target this setting by channel as the source has it. */
    public void copyChannels(ResourceModel source, ResourceModel target) {
        setter.accept(target, getter.apply(source));
    }

    /** Leaves out what says no more than nothing and is not shown: a service may show only what was set. */
    public void leaveUnset(ResourceModel shown, ResourceModel desired) {
        if (isByChannel(desired)) {
            var left = withoutUnset(desired, said(shown));
            setter.accept(desired, list(desired, item -> left.containsKey(channel.apply(item)) ? item : null));
        }
    }

    /**
     * Gives the target the channels of the source, and VOICE, as a phone configuration has all of them: those that are
     * as an old one had them, if there is one.
     */
    public void copyChannelsLike(
            UserPhoneConfig old, UserPhoneConfig phone, ResourceModel source, ResourceModel target) {
        Map<String, T> before = new LinkedHashMap<>();
        before.put(VOICE, null);
        list(source, item -> item).forEach(item -> before.put(channel.apply(item), item));
        before.replaceAll((name, item) -> isLike(old, name, item) ? fromPhone.of(name, phone, item) : item);
        setter.accept(target, isByChannel(source) ? List.copyOf(before.values()) : null);
    }

    private boolean isLike(UserPhoneConfig old, String name, T item) {
        return old == null || item == null || says.apply(item).equals(says.apply(fromPhone.of(name, old, item)));
    }

    /** A list without channels clears the setting. */
    public void clearChannels(ResourceModel model) {
        setter.accept(model, List.of());
    }

    /** Gives the target this setting for all channels as the source has it. */
    public void copyMembers(UserPhoneConfig source, UserPhoneConfig target) {
        members.forEach(member -> member.copy(source, target));
    }

    /** Takes this setting for all channels out of the model. */
    public void removeMembers(ResourceModel model) {
        if (model.getPhoneConfig() != null) {
            members.forEach(member -> member.clear(model.getPhoneConfig()));
        }
    }

    /** A list without channels is none for a new user. */
    public void ask(ResourceModel model, CreateUserRequest.Builder request) {
        wire.create().accept(request, hasChannels(model) ? list(model, wire.toApi()) : null);
    }

    /** An empty list clears the setting, an absent one says nothing. */
    public void ask(ResourceModel model, UpdateUserConfigRequest.Builder request) {
        wire.update().accept(request, isByChannel(model) ? list(model, wire.toApi()) : null);
    }

    /** In Connect's order, in which Terraform's awscc finds what was written: it pairs by position. */
    void show(User user, ResourceModel model) {
        List<T> items = wire.shown().apply(user).stream().map(wire.fromApi()).toList();
        setter.accept(model, items.isEmpty() ? null : items);
    }
}
