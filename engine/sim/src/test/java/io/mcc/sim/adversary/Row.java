package io.mcc.sim.adversary;

import io.mcc.sim.mutant.Mutant;
import java.util.function.UnaryOperator;

/**
 * One defence and the attack that it is there for.
 *
 * @param defence class and method
 * @param proof holds with the defence, and fails without it
 * @param without switches it off
 */
record Row(
    String attack, String defence, Class<? extends Runnable> proof, UnaryOperator<Mutant> without) {
  /** Switched off by a method that answers a constant. */
  static Row answering(
      String attack, Class<? extends Runnable> proof, String type, String method, Object constant) {
    return row(attack, proof, type, method, mutant -> mutant.answer(type, method, constant));
  }

  /** Switched off by a method that does nothing. */
  static Row silenced(String attack, Class<? extends Runnable> proof, String type, String method) {
    return row(attack, proof, type, method, mutant -> mutant.silence(type, method));
  }

  /** Switched off in its own way. */
  static Row row(
      String attack,
      Class<? extends Runnable> proof,
      String type,
      String method,
      UnaryOperator<Mutant> without) {
    String defence = type.substring(type.lastIndexOf('.') + 1) + "." + method;
    return new Row(attack, defence, proof, without);
  }

  @Override
  public String toString() {
    return attack;
  }
}
