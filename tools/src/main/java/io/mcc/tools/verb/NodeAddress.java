package io.mcc.tools.verb;

import io.mcc.http.client.HttpMccClient;
import io.mcc.http.client.MccClient;
import io.mcc.tools.ApiFile;
import io.mcc.tools.CommandException;
import io.mcc.tools.CommandLines;
import io.mcc.tools.Inputs;
import io.mcc.tools.Program;
import io.mcc.tools.TokenFile;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where the node is that a verb asks: by flag, else by environment, else by the file that a node
 * leaves in its data folder. Immutable.
 *
 * @param source the flag, variable or file that names the address
 */
record NodeAddress(String source, String address, String token) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String VARIABLE = "HTTP";
  private static final String DATA_FOLDER = ".mcc";

  /** Adds the options by which a verb is told where its node is. */
  static void describe(CommandSpec spec) {
    spec.addOption(
        CommandLines.valued("http", "addr", "the node's REST address (environment HTTP)"));
    spec.addOption(
        CommandLines.valued(
            "data-folder",
            "dir",
            "the folder of the node, which tells its REST address [" + DATA_FOLDER + "]"));
    spec.addOption(
        CommandLines.valued(
            "http-token-file", "file", "file with the bearer token that the node asks for"));
  }

  static NodeAddress of(ParseResult line, Map<String, String> environment) {
    String tokenFile = line.matchedOptionValue("-http-token-file", (String) null);
    String token = tokenFile == null ? null : TokenFile.read("-http-token-file", tokenFile);
    String flag = line.matchedOptionValue("-http", (String) null);
    if (flag != null) {
      return new NodeAddress("-http", flag, token);
    }
    String variable = Inputs.variable(environment, VARIABLE);
    if (variable != null) {
      return new NodeAddress(VARIABLE + " (environment)", variable, token);
    }
    return ofFile(line.matchedOptionValue("-data-folder", DATA_FOLDER), token);
  }

  private static NodeAddress ofFile(String dataFolder, String token) {
    ApiFile file = new ApiFile(Inputs.path("-data-folder", dataFolder));
    String address = file.read();
    if (address == null) {
      throw CommandException.failed(
          "no node runs on the data folder "
              + Program.quote(dataFolder)
              + ": start one, or say where it is by -data-folder or -http");
    }
    return new NodeAddress(file.path().toString(), address, token);
  }

  MccClient client() {
    try {
      return new HttpMccClient(address, token, TIMEOUT);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(source + ": " + e.getMessage());
    }
  }

  /** What to look at where nobody answers. */
  String hint() {
    return " (the address comes from " + source + ")";
  }

  /** Without the token. */
  @Override
  public String toString() {
    return address + " by " + source;
  }
}
