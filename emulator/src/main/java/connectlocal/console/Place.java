package connectlocal.console;

import connectlocal.cloudcontrol.CloudControlApi;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.connect.Browse;

/**
 * What one region has to show.
 *
 * @param name the region's name
 */
public record Place(String name, Browse connect, CloudControlApi cloudControl, Engine stacks) {}
