# One build of the program from the source list alone, for the law that no compiler changes a result.
# make -f laws.mk CC=… CFLAGS=… rollcall; ROLLCALL_SOURCES, ROLLCALL_CPPFLAGS and ROLLCALL_LIBS come by the environment.
SOURCES := $(ROLLCALL_SOURCES)
vpath %.c $(ROLLCALL_SRCDIR) $(ROLLCALL_BUILDDIR)
OBJECTS := $(SOURCES:.c=.o)

rollcall: $(OBJECTS)
	$(CC) $(CFLAGS) -o $@ $(OBJECTS) $(ROLLCALL_LIBS)
%.o: %.c
	@mkdir -p $(@D)
	$(CC) -I$(ROLLCALL_SRCDIR) -I$(ROLLCALL_BUILDDIR) $(ROLLCALL_CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
-include $(OBJECTS:.o=.d)
