package io.mcc.tools.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Finds fields whose arrays or collections hold elements of a kind. */
final class Elements extends ArchCondition<JavaField> {
  private final DescribedPredicate<JavaClass> kind;

  private Elements(DescribedPredicate<JavaClass> kind) {
    super("hold " + kind.getDescription() + " as elements");
    this.kind = kind;
  }

  static Elements areOf(DescribedPredicate<JavaClass> kind) {
    return new Elements(kind);
  }

  @Override
  public void check(JavaField field, ConditionEvents events) {
    boolean holds =
        !kind.test(field.getRawType())
            && field.getType().getAllInvolvedRawTypes().stream()
                .map(JavaClass::getBaseComponentType)
                .anyMatch(kind);
    events.add(new SimpleConditionEvent(field, holds, field.getDescription()));
  }
}
