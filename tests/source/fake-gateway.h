// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-gateway-source.h"

G_BEGIN_DECLS

/* A gateway on a loopback socket that answers from a register image, and misbehaves as it is told. Registers show their own address (see
 * fake_value), so that a value taken from the wrong reply is seen. One connection at a time. */
typedef enum {
  FAKE_GOOD,
  FAKE_SILENT,    /* obeys, but does not answer */
  FAKE_SLOW,      /* answers after slow_ms */
  FAKE_TRUNCATED, /* all but the last three bytes, nothing more */
  FAKE_BYTE_BY_BYTE,
  FAKE_HALVES,      /* the second half 20 ms later */
  FAKE_ECHO,        /* the request, then the reply */
  FAKE_TWICE,       /* the reply two times in one write */
  FAKE_TWICE_APART, /* the same again 5 ms later */
  FAKE_OTHER_FIRST, /* the reply of another unit and the right one in one write */
  FAKE_WRONG_UNIT,
  FAKE_WRONG_COUNT, /* one register less */
  FAKE_WRONG_TRANSACTION,
  FAKE_OLD_TRANSACTION_FIRST, /* a reply with the transaction before, then the right one */
  FAKE_BAD_CHECKSUM,          /* on TCP: a length that cannot be */
  FAKE_NOISE_FIRST,           /* some bytes of noise, then the reply */
  FAKE_GARBAGE,               /* nothing but noise */
  FAKE_EXCEPTION_2,
  FAKE_EXCEPTION_11,
  FAKE_CLOSE,           /* closes instead of answering */
  FAKE_CLOSE_IN_MIDDLE, /* half a reply, then closes */
  FAKE_N_FAULTS,
} FakeFault;

typedef struct _FakeGateway FakeGateway;

/* Says how to answer; on the gateway's thread. number counts the requests from 0 on. */
typedef FakeFault (*FakeDecide) (FakeGateway *self, const DwModbusRequest *request, guint number, gpointer data);

FakeGateway *fake_gateway_new (DwModbusFraming framing, FakeDecide decide, gpointer data);
void fake_gateway_free (FakeGateway *self);
guint16 fake_gateway_get_port (FakeGateway *self);
/* The register image, of all units; the gateway's thread reads and writes it under its lock. */
void fake_gateway_set (FakeGateway *self, guint16 address, guint16 value);
guint16 fake_gateway_get (FakeGateway *self, guint16 address);
/* Only these units are there; the rest is silent. Without a call all are. */
void fake_gateway_set_units (FakeGateway *self, guint8 first, guint8 last);
/* How long a slow answer takes, and any other. */
void fake_gateway_set_delay_ms (FakeGateway *self, guint slow_ms, guint usual_ms);
/* A device that takes what is written to it, but never more than this. */
void fake_gateway_set_ceiling (FakeGateway *self, guint16 ceiling);
/* Ranges of registers that do not exist: reading them is an illegal address. */
void fake_gateway_set_hole (FakeGateway *self, guint16 first, guint16 last);
/* How many requests came so far, and the nth of them. */
guint fake_gateway_count (FakeGateway *self);
DwModbusRequest fake_gateway_get_request (FakeGateway *self, guint number);
guint fake_gateway_count_function (FakeGateway *self, guint8 function);
guint fake_gateway_count_connections (FakeGateway *self);
/* Closes the present connection and, refuse, takes no new one until called with FALSE. */
void fake_gateway_cut (FakeGateway *self, gboolean refuse);

/* What a register holds at the beginning. */
guint16 fake_value (guint16 address);
DwGatewayConfig fake_gateway_make_config (FakeGateway *self, gint64 id, int timeout_ms, int period_ms);

/* Iterates the default main context until done, or fails the test after ten seconds. */
#define fake_wait_for(condition)                                             \
  G_STMT_START                                                               \
  {                                                                          \
    gint64 deadline_ms = fake_deadline_ms ();                                \
    while (!(condition))                                                     \
      {                                                                      \
        if (fake_is_over (deadline_ms))                                      \
          g_error ("%s:%d: never came: %s", __FILE__, __LINE__, #condition); \
        g_main_context_iteration (NULL, TRUE);                               \
      }                                                                      \
  }                                                                          \
  G_STMT_END
gint64 fake_deadline_ms (void);
gboolean fake_is_over (gint64 deadline_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeGateway, fake_gateway_free)

G_END_DECLS
