package io.mcc.tools.node;

/** Every flag of a node, in the order of the help. */
enum Flag {
  BOOT("boot", "addr,addr", "BOOT", null, "nodes to join the network by, as host:port"),
  LISTEN(
      "listen",
      "addr",
      "LISTEN",
      "127.0.0.1:9376",
      "UDP address, several with commas; 0.0.0.0 is every IPv4 address of the machine, [::] every"
          + " one of both families; port 0 takes a free one"),
  OWN_PREFIX(
      "own-prefix",
      "CIDR",
      null,
      null,
      "a block of addresses that are your own, as 203.0.113.0/24: peers there are spared what limits"
          + " many nodes of one prefix, as those at private addresses are; may be repeated"),
  HTTP("http", "addr", "HTTP", "127.0.0.1:8080", "REST address; port 0 takes a free one"),
  DATA_FOLDER("data-folder", "dir", null, "./.mcc", "everything the node keeps; made if missing"),
  LABEL("label", "text", null, null, "the node's label at its first start; random where not given"),
  LOG_LEVEL(
      "loglevel",
      "level",
      null,
      "4",
      "0 off, 1 fatal, 2 error, 3 warn, 4 info, 5 debug, 6 trace; by number or name"),
  LOG_PREFIX("log-prefix", "text", null, null, "a word before the component of each log line"),
  HTTP_TOKEN_FILE(
      "http-token-file", "file", null, null, "file with the bearer token that REST asks for"),
  HTTP_INSECURE(
      "http-insecure", null, null, null, "let a REST address that isn't loopback do without token"),
  HTTP_ALLOW_HOST(
      "http-allow-host", "names", null, null, "further host names that REST answers to"),
  ENABLE_CORS(
      "enable-cors",
      "origins",
      "CORS",
      null,
      "web origins that may call and write; * is any, without credentials"),
  IDLE(
      "idle",
      "strategy",
      null,
      null,
      "busy-spin, backoff or park: what the loop does when idle; busy-spin with 4 cores or more,"
          + " else backoff"),
  DHT_ALPHA("dht-alpha", "N", null, "3", "concurrency of lookups, 1 to 16"),
  LIMIT(
      "limit",
      "name=value",
      null,
      null,
      "sets a limit by its name in GET /api/v1/limits; may be repeated"),
  CPU_PROFILE(
      "cpu-profile", "N", null, "0", "seconds of each JFR recording in -profile-dir; 0 is off"),
  THREAD_PROFILE(
      "thread-profile", "N", null, "0", "seconds between dumps of the threads; 0 is off"),
  GOROUTINE_PROFILE("goroutine-profile", "N", null, "0", "the same as -thread-profile"),
  HEAP_PROFILE(
      "heap-profile",
      "N",
      null,
      "0",
      "seconds between dumps of the heap, which hold the node's keys; 0 is off"),
  PROFILE_DIR("profile-dir", "dir", null, "traces", "where profiles go; made if missing"),
  ENABLE_MONITORING(
      "enable-monitoring", null, null, null, "serve figures to Prometheus at /metrics"),
  VERSION("version", null, null, null, "print the version and exit"),
  HELP("help", null, null, null, "print this and exit"),

  // Known by name, so that nobody takes silence for consent. Not in the help before they work.
  CERT("cert", "file", "CERTIFICATE", "random", Flag.LATER),
  PRIVKEY("privkey", "file", "PRIVKEY", null, Flag.LATER),
  TRUST_CA("trust-ca", "file", "TRUSTCACERT", null, Flag.LATER),
  NEWCERT("newcert", null, null, null, Flag.LATER),
  CONFIG("config", "file", null, null, Flag.LATER),
  KEEP_BLOBS("keep-blobs", "bool", null, "true", Flag.LATER);

  private static final String LATER = "";

  private final String flagName;
  private final String parameter;
  private final String variable;
  private final String defaultValue;
  private final String meaning;

  Flag(String flagName, String parameter, String variable, String defaultValue, String meaning) {
    this.flagName = flagName;
    this.parameter = parameter;
    this.variable = variable;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
  }

  /** As it is typed, with one dash. */
  String text() {
    return "-" + flagName;
  }

  /** What its value is called in the help; null where it takes none. */
  String parameter() {
    return parameter;
  }

  boolean isSwitch() {
    return parameter == null;
  }

  boolean isRepeatable() {
    return this == LIMIT || this == OWN_PREFIX;
  }

  /** The environment's variable that stands in for it; null where none does. */
  String variable() {
    return variable;
  }

  /** What holds where neither flag nor variable is given; null where that is nothing. */
  String defaultValue() {
    return defaultValue;
  }

  /** What it does, for the help. */
  String meaning() {
    return meaning;
  }

  /** Whether it is only known by name: what it asks for can't be done yet. */
  boolean isLater() {
    return meaning.isEmpty();
  }
}
