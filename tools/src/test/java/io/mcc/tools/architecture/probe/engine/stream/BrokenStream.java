package io.mcc.tools.architecture.probe.engine.stream;

import com.sun.jna.Pointer;
import net.openhft.chronicle.core.Jvm;
import org.HdrHistogram.Histogram;
import org.bouncycastle.asn1.ASN1Object;

/** A stream with every native friend there is. Breaks rule 3. */
public class BrokenStream {
  Pointer pointer;
  Jvm chronicle;
  Histogram histogram;
  ASN1Object certificate;
}
