package io.mcc.sim.mutant;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.MemberSubstitution;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.pool.TypePool;

/**
 * The product with a few methods changed, to show what a test is worth: a proof that passes with a
 * defence must fail without it. The changed bytes live in a class loader of their own; what runs
 * elsewhere, and what is built, never holds them.
 *
 * <p>A proof is a {@link Runnable} with a public constructor without parameters that throws where
 * what it demands doesn't hold. It is loaded anew, with every class of ours that it touches.
 */
public final class Mutant {
  private final ClassLoader parent = Mutant.class.getClassLoader();
  private final ClassFileLocator classFiles = ClassFileLocator.ForClassLoader.of(parent);
  private final TypePool types = TypePool.Default.of(classFiles);
  private final Map<String, byte[]> changed = new HashMap<>();

  /** Has every method of this name answer a constant, whatever it is asked. */
  public Mutant answer(String type, String method, Object constant) {
    return implement(type, method, FixedValue.value(constant));
  }

  /** Has every method of this name do nothing and answer nothing: null, zero or false. */
  public Mutant silence(String type, String method) {
    return implement(type, method, StubMethod.INSTANCE);
  }

  /** Has a method leave out its calls of another, which answer nothing: null, zero or false. */
  public Mutant leaveOut(String type, String method, String called) {
    MemberSubstitution stubbed = MemberSubstitution.relaxed().method(named(called)).stub();
    return substitute(describe(type, method), method, called, stubbed);
  }

  /**
   * Has every method of this name do what a public static method of another class does with the
   * same arguments.
   */
  public Mutant replace(String type, String method, Class<?> replacement) {
    return implement(type, method, MethodDelegation.to(replacement));
  }

  /**
   * Has a method call a static method in place of another.
   *
   * @param replacement takes what the other is called on, then its arguments
   */
  public Mutant replaceCall(String type, String method, String called, Method replacement) {
    MemberSubstitution replaced =
        MemberSubstitution.relaxed()
            .method(named(called).and(isDeclaredBy(named(calledOn(replacement)))))
            .replaceWith(replacement);
    return substitute(describe(type, method), method, called, replaced);
  }

  /** A substitution that finds nothing changes nothing, and the proof would prove nothing. */
  private Mutant substitute(
      TypeDescription target, String method, String called, MemberSubstitution substitution) {
    MemberSubstitution idle = MemberSubstitution.relaxed().method(none()).stub();
    byte[] before = redefine(target).visit(idle.on(named(method))).make(types).getBytes();
    keep(target, redefine(target).visit(substitution.on(named(method))));
    if (Arrays.equals(changed.get(target.getName()), before)) {
      throw new IllegalArgumentException(
          target.getName() + "." + method + " doesn't call " + called + ": was it renamed?");
    }
    return this;
  }

  private static String calledOn(Method replacement) {
    return replacement.getParameterTypes()[0].getName();
  }

  private Mutant implement(String type, String method, Implementation implementation) {
    TypeDescription target = describe(type, method);
    return keep(target, redefine(target).method(named(method)).intercept(implementation));
  }

  private TypeDescription describe(String type, String method) {
    TypeDescription target = types.describe(type).resolve();
    if (target.getDeclaredMethods().filter(named(method)).isEmpty()) {
      throw new IllegalArgumentException(type + " has no method " + method + ": was it renamed?");
    }
    return target;
  }

  private DynamicType.Builder<?> redefine(TypeDescription target) {
    byte[] earlier = changed.get(target.getName());
    ClassFileLocator locator =
        earlier == null ? classFiles : ClassFileLocator.Simple.of(target.getName(), earlier);
    return new ByteBuddy().redefine(target, locator);
  }

  private Mutant keep(TypeDescription target, DynamicType.Builder<?> builder) {
    changed.put(target.getName(), builder.make(types).getBytes());
    return this;
  }

  /** Runs a proof in the changed product. What it throws comes through. */
  public void run(Class<? extends Runnable> proof) {
    try {
      Class<?> reloaded = new Loader(parent, changed).loadClass(proof.getName());
      ((Runnable) reloaded.getConstructor().newInstance()).run();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          proof.getName() + " needs to be public with a public constructor without parameters", e);
    }
  }

  /** Loads every class of ours itself and leaves the others to its parent. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> changed;

    Loader(ClassLoader parent, Map<String, byte[]> changed) {
      super(parent);
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        return name.startsWith("io.mcc.") ? define(name) : super.loadClass(name, resolve);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      byte[] bytes = changed.containsKey(name) ? changed.get(name) : read(name);
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
      try (var stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (stream == null) {
          throw new ClassNotFoundException(name);
        }
        return stream.readAllBytes();
      } catch (java.io.IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
