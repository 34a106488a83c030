/** What crosses a wire: frames, messages, records, ids and addresses. */
package io.mcc.codec;
