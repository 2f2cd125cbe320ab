package software.amazon.connect.user;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.connectuser.model.AssociateUserProficienciesRequest;
import software.amazon.awssdk.services.connectuser.model.CreateUserRequest;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.ClientBuilder.Clients;

/**
 * Makes a user, then gives it its proficiencies, which CreateUser does not take.
 *
 * <p>CreateUser has no client token, so it is never simply repeated: after a lost answer the user is looked up, and taken
 * for ours when it is as it was asked for and no older than the call.
 */
public class CreateHandler extends BaseHandlerStd {
  private static final Duration BUDGET = Duration.ofSeconds(40);

  /** How far Connect's clock and ours may be apart. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  /** The handler as the framework makes it. */
  public CreateHandler() {
    this(ClientBuilder::shared, Pace.of(BUDGET));
  }

  CreateHandler(Supplier<Clients> clients, Pace pace) {
    super(clients, pace);
  }

  @Override
  ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
    ResourceModel desired = invocation.desired();
    if (!invocation.isFirst()) {
      ConnectArn user = invocation.connect().resolve(desired);
      return invocation.onExisting(user, () -> resume(invocation, user));
    }
    if (desired.getUserArn() != null) {
      throw ConnectFailure.invalidRequest("UserArn is read-only: Amazon Connect gives it to a new user. Leave it out");
    }
    ModelRules.check(desired);
    ConnectArn user = createUser(invocation);
    return invocation.onExisting(user, () -> complete(invocation, user));
  }

  /** Gives the user that has just been made what CreateUser does not take; until then it is as it was asked for. */
  private static ProgressEvent<ResourceModel, CallbackContext> complete(Invocation invocation, ConnectArn user) {
    ResourceModel made = invocation.desired().toBuilder().userProficiencies(null).build();
    try {
      return confirmed(invocation, user, associateMissing(invocation, user, new LiveUser(made, invocation.tags(), null)));
    } catch (ConnectFailure failure) {
      // The attribute may be unknown, or the user not be known everywhere yet: the next invocation tells.
      if (failure.getCause() instanceof ConnectFailure cause && cause.is(HandlerErrorCode.NotFound)) {
        return invocation.stale(user, "the new user");
      }
      throw failure;
    }
  }

  /** Goes on after a callback, or after an invocation that never came to its end. */
  private static ProgressEvent<ResourceModel, CallbackContext> resume(Invocation invocation, ConnectArn user) {
    Optional<LiveUser> live = ifShown(() -> invocation.connect().observe(user));
    if (live.isEmpty()) {
      return invocation.stale(user, "the new user");
    }
    return associateMissing(invocation, user, live.get())
        ? confirmed(invocation, user, true)
        : settled(invocation, user, live.get());
  }

  private static boolean associateMissing(Invocation invocation, ConnectArn user, LiveUser live) {
    List<ApiCall<?, ?>> missing = UserChanges.between(user, invocation.wanted(), live).stream()
        .filter(call -> call.request() instanceof AssociateUserProficienciesRequest)
        .toList();
    missing.forEach(call -> UpdateHandler.send(invocation, call));
    return !missing.isEmpty();
  }

  private static ProgressEvent<ResourceModel, CallbackContext> confirmed(
      Invocation invocation, ConnectArn user, boolean hasProficiencies) {
    Optional<LiveUser> live = ifShown(() -> hasProficiencies
        ? invocation.connect().observe(user)
        : invocation.connect().observeWithoutProficiencies(user));
    return live.map(shown -> settled(invocation, user, shown))
        .orElseGet(() -> invocation.stale(user, "the new user"));
  }

  private static ProgressEvent<ResourceModel, CallbackContext> settled(
      Invocation invocation, ConnectArn user, LiveUser live) {
    String missing = UpdateHandler.missing(invocation, user, live);
    return missing.isEmpty()
        ? ProgressEvent.defaultSuccessHandler(live.shownLike(invocation.desired()))
        : invocation.stale(user, missing);
  }

  private static Optional<LiveUser> ifShown(Supplier<LiveUser> look) {
    try {
      return Optional.of(look.get());
    } catch (ConnectFailure failure) {
      if (failure.is(HandlerErrorCode.NotFound)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static ConnectArn createUser(Invocation invocation) {
    ConnectArn instance = ConnectArn.instance("InstanceArn", invocation.desired().getInstanceArn());
    CreateUserRequest request = RequestTranslator.createUser(invocation.desired(), invocation.tags());
    Instant start = Instant.now();
    boolean answerLost = false;
    for (int tries = 1; ; tries++) {
      try {
        var created = invocation.connect().sendOnce(request, (clients, signed) -> clients.users().createUser(signed));
        return ConnectArn.of(ConnectArn.USER, "UserArn", instance.sibling(ConnectArn.USER, created.userId()));
      } catch (ConnectFailure failure) {
        boolean exists = failure.is(HandlerErrorCode.AlreadyExists);
        answerLost |= failure.mayHaveTakenEffect();
        boolean undecided = false;
        if (answerLost && (exists || failure.mayHaveTakenEffect())) {
          try {
            Optional<ConnectArn> ours = findOurs(invocation, instance, start, exists);
            if (ours.isPresent()) {
              return ours.get();
            }
          } catch (ConnectFailure unseen) {
            undecided = unseen.isRetriable() || unseen.is(HandlerErrorCode.NotFound);
          }
        }
        if (!failure.isRetriable() && !undecided || !invocation.connect().pace().waitAfter(tries)) {
          throw explained(invocation.desired(), failure);
        }
      }
    }
  }

  /**
   * The user that a call made whose answer was lost, if it is ours.
   *
   * @throws ConnectFailure NotFound when the name is taken and Connect does not yet show by whom; whatever else kept us
   *     from looking
   */
  private static Optional<ConnectArn> findOurs(
      Invocation invocation, ConnectArn instance, Instant start, boolean exists) {
    Connect connect = invocation.connect();
    String username = invocation.desired().getUsername();
    Optional<ConnectArn> found =
        connect.search(instance, username).or(() -> exists ? connect.scan(instance, username) : Optional.empty());
    if (exists && found.isEmpty()) {
      throw ConnectFailure.notFound("The name '%s' is taken by a user that is not shown".formatted(username));
    }
    return found.filter(user -> isOurs(invocation, user, start));
  }

  private static boolean isOurs(Invocation invocation, ConnectArn user, Instant start) {
    LiveUser live = invocation.connect().observeWithoutProficiencies(user);
    ResourceModel desired = invocation.desired();
    boolean isNew = live.lastModified() != null && !live.lastModified().isBefore(start.minus(CLOCK_SKEW));
    boolean samePerson = desired.getDirectoryUserId() == null
        || desired.getDirectoryUserId().equals(live.model().getDirectoryUserId());
    boolean samePlace = Objects.equals(
        ConnectArn.idOf(desired.getHierarchyGroupArn()), ConnectArn.idOf(live.model().getHierarchyGroupArn()));
    return isNew && samePerson && samePlace
        && UserChanges.between(user, invocation.wanted().asShown(live), live).stream()
            .allMatch(call -> call.request() instanceof AssociateUserProficienciesRequest);
  }

  /** What Connect said, in terms of the model: what it does not find is something that the template refers to. */
  private static ConnectFailure explained(ResourceModel desired, ConnectFailure failure) {
    if (failure.is(HandlerErrorCode.NotFound)) {
      String sent = Stream.concat(
              Stream.of(desired.getInstanceArn(), desired.getRoutingProfileArn(), desired.getHierarchyGroupArn()),
              desired.getSecurityProfileArns().stream().sorted())
          .filter(arn -> arn != null)
          .collect(Collectors.joining(", "));
      return failure.as(
          HandlerErrorCode.InvalidRequest,
          "Amazon Connect does not find something that the user refers to: %s. Sent were %s"
              .formatted(failure.getMessage(), sent));
    }
    return failure;
  }
}
