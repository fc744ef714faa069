"""System calls by name with their numbers on x86-64 and on 64-bit ARM.

A call that is in no group is answered with "not implemented", which C libraries take as a sign to
do without.
"""

from grader.engine.sandbox.linux import ARM


def _numbers(table: str) -> dict[str, int]:
    """Read `name:x86-64:arm64` entries; `-` means that the architecture lacks the call."""
    rows = (entry.split(":") for entry in table.split())
    return {
        name: int(arm if ARM else intel)
        for name, intel, arm in rows
        if (arm if ARM else intel) != "-"
    }


# Work on what is already open, on memory, time, threads and files: what may be opened is for
# Landlock and the mounts.
ALWAYS = _numbers("""
read:0:63 write:1:64 readv:19:65 writev:20:66 pread64:17:67 pwrite64:18:68 preadv:295:69
pwritev:296:70 preadv2:327:286 pwritev2:328:287 close:3:57 close_range:436:436 lseek:8:62
stat:4:- fstat:5:80 lstat:6:- newfstatat:262:79 statx:332:291 access:21:- faccessat:269:48
faccessat2:439:439 readlink:89:- readlinkat:267:78 getdents:78:- getdents64:217:61 getcwd:79:17
chdir:80:49 fchdir:81:50 dup:32:23 dup2:33:- dup3:292:24 pipe:22:- pipe2:293:59 poll:7:-
ppoll:271:73 select:23:- pselect6:270:72 epoll_create:213:- epoll_create1:291:20
epoll_ctl:233:21 epoll_wait:232:- epoll_pwait:281:22 epoll_pwait2:441:441 eventfd:284:-
eventfd2:290:19 creat:85:- mkdir:83:- mkdirat:258:34 rmdir:84:- unlink:87:- unlinkat:263:35
rename:82:- renameat:264:38 renameat2:316:276 link:86:- linkat:265:37 symlink:88:-
symlinkat:266:36 mknod:133:- mknodat:259:33 ftruncate:77:46 fallocate:285:47 fsync:74:82
fdatasync:75:83 umask:95:166 sendfile:40:71 copy_file_range:326:285 splice:275:76
tee:276:77 fadvise64:221:223 readahead:187:213 sync_file_range:277:84 statfs:137:43
fstatfs:138:44 mprotect:10:226 munmap:11:215 mremap:25:216 brk:12:214
msync:26:227 mincore:27:232 mlock:149:228 munlock:150:229 membarrier:324:283 futex:202:98
futex_waitv:449:449 get_robust_list:274:100 set_robust_list:273:99 rseq:334:293
set_tid_address:218:96 sched_yield:24:124 arch_prctl:158:- rt_sigaction:13:134
rt_sigprocmask:14:135 rt_sigreturn:15:139 rt_sigsuspend:130:133 rt_sigpending:127:136
rt_sigtimedwait:128:137 sigaltstack:131:132 pause:34:- alarm:37:- signalfd:282:-
signalfd4:289:74 restart_syscall:219:128 nanosleep:35:101 clock_nanosleep:230:115
clock_gettime:228:113 clock_getres:229:114 gettimeofday:96:169 time:201:- times:100:153
getitimer:36:102 setitimer:38:103 timer_create:222:107 timer_settime:223:110
timer_gettime:224:108 timer_getoverrun:225:109 timer_delete:226:111 timerfd_create:283:85
timerfd_settime:286:86 timerfd_gettime:287:87 exit:60:93 exit_group:231:94 wait4:61:260
waitid:247:95 getpid:39:172 getppid:110:173 gettid:186:178 getpgid:121:155 getpgrp:111:-
getsid:124:156 setsid:112:157 setpgid:109:154 getuid:102:174 geteuid:107:175 getgid:104:176
getegid:108:177 getresuid:118:148 getresgid:120:150 getgroups:115:158 getrusage:98:165
getrlimit:97:163 setrlimit:160:164 sched_getaffinity:204:123 sched_getparam:143:121
sched_getscheduler:145:120 sched_get_priority_max:146:125 sched_get_priority_min:147:126
getpriority:140:141 getcpu:309:168 uname:63:160 sysinfo:99:179 getrandom:318:278 capget:125:90
getxattr:191:8 lgetxattr:192:9 fgetxattr:193:10 listxattr:194:11 llistxattr:195:12
flistxattr:196:13 recvfrom:45:207 recvmsg:47:212 recvmmsg:299:243 sendto:44:206
shutdown:48:210 getsockname:51:204 getpeername:52:205 getsockopt:55:209
setsockopt:54:208
""")

# Allowed with some arguments; see seccomp.py.
CHECKED = _numbers("""
open:2:- openat:257:56 clone:56:220 kill:62:129 tgkill:234:131 prlimit64:302:261 prctl:157:167
ioctl:16:29 fcntl:72:25 socketpair:53:199 sched_setaffinity:203:122 truncate:76:45
flock:73:32 mmap:9:222 madvise:28:233 sendmsg:46:211 sendmmsg:307:269
""")

# Processes and local sockets: only where the limits allow processes, and never on rung 2.
PROCESS = _numbers("""
fork:57:- vfork:58:- execve:59:221 execveat:322:281 tkill:200:130 rt_sigqueueinfo:129:138
rt_tgsigqueueinfo:297:240 socket:41:198 connect:42:203 bind:49:200 listen:50:201 accept:43:202
accept4:288:242 pidfd_open:434:434 pidfd_send_signal:424:424
""")

# Landlock does not see these. On rung 2 they do nothing and report success, so that copying a file
# works.
MODES = _numbers("""
chmod:90:- fchmod:91:52 fchmodat:268:53 fchmodat2:452:452 chown:92:- fchown:93:55 lchown:94:-
fchownat:260:54 utime:132:- utimes:235:- futimesat:261:- utimensat:280:88
""")

# Extended attributes: Landlock does not see these either, and callers expect a refusal.
MARKS = _numbers("""
setxattr:188:5 lsetxattr:189:6 fsetxattr:190:7 removexattr:197:14 lremovexattr:198:15
fremovexattr:199:16
""")

# Refused with "Operation not permitted", which explains itself better than the answer to all
# others, "not implemented".
REFUSED = _numbers("""
ptrace:101:117 process_vm_readv:310:270 process_vm_writev:311:271 mount:165:40 umount2:166:39
unshare:272:97 setns:308:268 chroot:161:51 pivot_root:155:41 setuid:105:146 setgid:106:144
setreuid:113:145 setregid:114:143 setresuid:117:147 setresgid:119:149 setgroups:116:159
setpriority:141:140 sched_setscheduler:144:119 sched_setparam:142:118 sched_setattr:314:274
bpf:321:280 keyctl:250:219 add_key:248:217 request_key:249:218 memfd_create:319:279
shmget:29:194 shmat:30:196 msgget:68:186 semget:64:190 mq_open:240:180
""")
