// Most of a fault is waiting for what it does; each class has servers of its own.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
