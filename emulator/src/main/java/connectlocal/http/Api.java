package connectlocal.http;

/** One AWS service on the wire: finds the operation that a request means, and renders refusals in its protocol. */
public interface Api {

  /** The service's name as it stands in SigV4 credential scopes and in the request log, e.g. {@code connect}. */
  String service();

  /**
   * The operation that a request means.
   *
   * @throws AwsError in the service's own terms when there is no such operation
   */
  Operation route(Request request);

  /** Renders a refusal in the service's protocol. */
  Response render(AwsError error);

  /** One operation, bound to nothing: the same object answers many requests, from many threads. */
  interface Operation {
    /** The operation's name in the API, e.g. {@code CreateUser}. */
    String name();

    /**
     * Answers one request.
     *
     * @throws AwsError when the service refuses it; nothing has changed then
     */
    Response answer(Request request);
  }
}
