package software.amazon.connect.user;

/**
 * The entry point: the generated wrapper, without the work that it does for every answer.
 *
 * <p>The framework takes write-only properties out of an answer by loading and checking the whole schema anew, which is
 * most of what a warm read costs. The schema has one such property.
 */
public class UserHandlerWrapper extends HandlerWrapper {

  @Override
  protected ResourceModel sanitizeModel(ResourceModel model) {
    return model.toBuilder().password(null).build();
  }
}
